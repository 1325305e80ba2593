import { formatMoney, formatPercent, Notice } from '@placard/ui';
import type { Publisher } from './publisher-provider.tsx';

export function OwedNotice({ publisher }: { publisher: Publisher }) {
  const owed = formatMoney(publisher.owedMicros, { currency: publisher.currency });
  const share = formatPercent(publisher.shareBps / 10_000, { decimals: 0 });
  return (
    <Notice tone="accent">
      <strong>{owed}</strong> owed to you. Your share of each charge is {share}.
    </Notice>
  );
}
