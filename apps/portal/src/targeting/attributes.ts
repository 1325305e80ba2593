import { TARGETING_ATTRIBUTES, type TargetingAttribute } from '@placard/domain';
import { COUNTRY_CODES } from './country-codes.ts';
import { LANGUAGE_CODES } from './language-codes.ts';

type Choice = { value: string; label: string };

type AttributeView = {
  label: string;
  hint: string;
  choices: readonly Choice[];
  /** Free text becomes a value, or null when it cannot be one. Absent: the choices are all there is. */
  parse?: (text: string) => string | null;
};

const word = (text: string) => {
  const value = text.trim().toLowerCase();
  return value.length > 0 && value.length <= 64 ? value : null;
};
const idOf = (prefix: string) => (text: string) =>
  text.trim().startsWith(`${prefix}_`) ? text.trim() : null;

const named = (labels: Record<string, string>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const regionNames = new Intl.DisplayNames('en', { type: 'region' });
const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const byLabel = (a: Choice, b: Choice) => a.label.localeCompare(b.label, 'en');

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00–${String((hour + 1) % 24).padStart(2, '0')}:00`,
}));
const WEEKDAYS = named({
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
});

/** How each attribute of a targeting rule is shown and typed. Values are the domain's, lower case. */
const VIEWS: Record<TargetingAttribute, AttributeView> = {
  country: {
    label: 'Country',
    hint: 'Where the viewer is.',
    choices: COUNTRY_CODES.map((code) => ({
      value: code.toLowerCase(),
      label: regionNames.of(code) ?? code,
    })).sort(byLabel),
  },
  language: {
    label: 'Language',
    hint: 'Of the page, else of the browser.',
    choices: LANGUAGE_CODES.map((code) => ({
      value: code,
      label: languageNames.of(code) ?? code,
    })).sort(byLabel),
    parse: (text) => (/^[a-z]{2,3}$/i.test(text) ? text.toLowerCase() : null),
  },
  device: {
    label: 'Device',
    hint: 'What the page is seen on.',
    choices: named({ desktop: 'Desktop', phone: 'Phone', tablet: 'Tablet', tv: 'TV' }),
  },
  os: {
    label: 'Operating system',
    hint: 'As the browser says.',
    choices: named({
      windows: 'Windows',
      macos: 'macOS',
      linux: 'Linux',
      'chrome-os': 'ChromeOS',
      android: 'Android',
      ios: 'iOS',
    }),
    parse: word,
  },
  browser: {
    label: 'Browser',
    hint: 'As the browser says.',
    choices: named({
      chrome: 'Chrome',
      safari: 'Safari',
      firefox: 'Firefox',
      edge: 'Edge',
      opera: 'Opera',
      'samsung-internet': 'Samsung Internet',
    }),
    parse: word,
  },
  hour: { label: 'Hour', hint: "In the advertiser's time zone.", choices: HOURS },
  weekday: { label: 'Weekday', hint: "In the advertiser's time zone.", choices: WEEKDAYS },
  category: { label: 'Page topic', hint: 'What the page is about.', choices: [], parse: word },
  keyword: { label: 'Page keyword', hint: 'A word the page declares.', choices: [], parse: word },
  property: {
    label: 'Property',
    hint: 'The id of a site or app.',
    choices: [],
    parse: idOf('prp'),
  },
  placement: {
    label: 'Placement',
    hint: 'The id of a placement.',
    choices: [],
    parse: idOf('plc'),
  },
  audience: { label: 'Audience', hint: 'The id of an audience.', choices: [], parse: idOf('aud') },
  interest: {
    label: 'Viewer interest',
    hint: 'What the viewer has shown interest in.',
    choices: [],
    parse: word,
  },
  attribute: {
    label: 'Viewer attribute',
    hint: 'Declared by the publisher, as name=value.',
    choices: [],
    parse: (text) => (/^[^=\s]+=[^=]+$/.test(text.trim()) ? text.trim().toLowerCase() : null),
  },
};

export function attributeView(attribute: TargetingAttribute): AttributeView {
  return VIEWS[attribute];
}

export function valueLabel(attribute: TargetingAttribute, value: string): string {
  return VIEWS[attribute].choices.find((choice) => choice.value === value)?.label ?? value;
}

export const ATTRIBUTE_OPTIONS = TARGETING_ATTRIBUTES.map((attribute) => ({
  value: attribute,
  label: VIEWS[attribute].label,
  hint: VIEWS[attribute].hint,
}));
