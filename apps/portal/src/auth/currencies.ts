const CODES = [
  'USD',
  'EUR',
  'GBP',
  'CHF',
  'JPY',
  'CAD',
  'AUD',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'INR',
  'BRL',
];

const names = new Intl.DisplayNames('en', { type: 'currency' });

export const CURRENCY_OPTIONS = CODES.map((code) => ({
  value: code,
  label: `${code} · ${names.of(code) ?? code}`,
}));
