import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../test/accessible.ts';
import { Checkbox, RadioGroup, Switch } from './choice.tsx';
import { Combobox } from './combobox.tsx';
import { Field } from './field.tsx';
import { Input, Textarea } from './input.tsx';
import { Select } from './select.tsx';
import { TagCombobox } from './tag-combobox.tsx';

const OPTIONS = [
  { value: 'us', label: 'United States' },
  { value: 'de', label: 'Germany' },
  { value: 'dk', label: 'Denmark' },
];

function Country() {
  const [value, setValue] = useState<string | null>(null);
  return (
    <>
      <Combobox aria-label="Country" options={OPTIONS} value={value} onValueChange={setValue} />
      <output>{value}</output>
    </>
  );
}

function Keywords() {
  const [values, setValues] = useState<string[]>([]);
  return (
    <>
      <TagCombobox
        aria-label="Keywords"
        options={[]}
        values={values}
        onValuesChange={setValues}
        parseNew={(text) => text.toLowerCase()}
      />
      <output>{values.join('|')}</output>
    </>
  );
}

test('a field gives its control the label, the hint and the error', () => {
  render(
    <Field label="Daily budget" hint="In dollars." error="Too small." required>
      <Input />
    </Field>,
  );
  const input = screen.getByRole('textbox', { name: 'Daily budget' });
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(input.getAttribute('aria-required')).toBe('true');
  expect(description(input)).toBe('Too small. In dollars.');
});

test('a field without hint and error describes nothing', () => {
  render(
    <Field label="Name">
      <Input />
    </Field>,
  );
  const input = screen.getByRole('textbox', { name: 'Name' });
  expect(input.hasAttribute('aria-describedby')).toBe(false);
  expect(input.hasAttribute('aria-invalid')).toBe(false);
});

test('every control is named by its field and passes axe', async () => {
  const nothing = () => {};
  const { container } = render(
    <form>
      <Field label="Text">
        <Input prefix="$" suffix="a day" />
      </Field>
      <Field label="Words" optional>
        <Textarea />
      </Field>
      <Field label="Country">
        <Select options={OPTIONS} value="de" onValueChange={nothing} />
      </Field>
      <Field label="One place">
        <Combobox options={OPTIONS} value="de" onValueChange={nothing} />
      </Field>
      <Field label="Places">
        <TagCombobox options={OPTIONS} values={['us']} onValuesChange={nothing} />
      </Field>
      <Field label="Bid">
        <RadioGroup options={OPTIONS} value="us" onValueChange={nothing} />
      </Field>
      <Checkbox label="Agree" checked onCheckedChange={nothing} />
      <Switch label="On" checked={false} onCheckedChange={nothing} />
    </form>,
  );
  expect(screen.getByRole('combobox', { name: 'Country' })).toBeDefined();
  expect(screen.getByRole('combobox', { name: 'One place' })).toBeDefined();
  expect(screen.getByRole('combobox', { name: 'Places' })).toBeDefined();
  expect(screen.getByRole('radiogroup', { name: 'Bid' })).toBeDefined();
  await expectAccessible(container);
});

test('a combobox is driven by the keyboard alone', async () => {
  render(<Country />);
  const input = screen.getByRole('combobox');
  await userEvent.type(input, 'e');
  await userEvent.keyboard('{ArrowDown}');
  const active = document.getElementById(input.getAttribute('aria-activedescendant') ?? '');
  expect(active?.textContent).toBe('Germany');
  await userEvent.keyboard('{Enter}');
  expect(screen.getByRole('status').textContent).toBe('de');
  expect(input.getAttribute('aria-expanded')).toBe('false');
});

test('tags are added by typing, kept once, and taken away by Backspace', async () => {
  render(<Keywords />);
  const input = screen.getByRole('combobox');
  await userEvent.type(input, 'Shoes{Enter}Boots{Enter}');
  expect(document.querySelector('output')?.textContent).toBe('shoes|boots');
  await userEvent.type(input, '{Backspace}');
  expect(document.querySelector('output')?.textContent).toBe('shoes');
});

function description(element: Element): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent).join(' ');
}
