import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { MoneyInput } from './money-input.tsx';

function Budget({ initial }: { initial: number | null }) {
  const [micros, setMicros] = useState(initial);
  return (
    <>
      <MoneyInput aria-label="Budget" currency="USD" micros={micros} onMicrosChange={setMicros} />
      <output>{String(micros)}</output>
      <button type="button" onClick={() => setMicros(7_000_000)}>
        Suggest
      </button>
    </>
  );
}

test('typing an amount yields micros at every keystroke and keeps the text', async () => {
  render(<Budget initial={null} />);
  const input = screen.getByRole<HTMLInputElement>('textbox');
  await userEvent.type(input, '12.');
  expect(input.value).toBe('12.');
  await userEvent.type(input, '5');
  expect(input.value).toBe('12.5');
  expect(screen.getByRole('status').textContent).toBe('12500000');
});

test('what is no amount is null, and is still there to correct', async () => {
  render(<Budget initial={1_000_000} />);
  const input = screen.getByRole<HTMLInputElement>('textbox');
  await userEvent.clear(input);
  await userEvent.type(input, 'ten');
  expect(input.value).toBe('ten');
  expect(screen.getByRole('status').textContent).toBe('null');
});

test('an amount set from outside replaces the text; unit prices keep their micros', async () => {
  render(<Budget initial={3_500} />);
  const input = screen.getByRole<HTMLInputElement>('textbox');
  expect(input.value).toBe('0.0035');
  await userEvent.click(screen.getByRole('button'));
  expect(input.value).toBe('7.00');
});
