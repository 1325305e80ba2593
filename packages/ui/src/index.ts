/**
 * React primitives and their design tokens (theme.css): forms, overlays, tables, feedback, the app
 * shell and formatting; charts stand apart in `@placard/ui/charts`. Accessible by construction: a
 * Field wires its control, a chart carries its table. It refuses knowledge of the API, of routes,
 * of the clock and of money beyond showing micros.
 */
export * from './brand/logo.tsx';
export * from './class-names.ts';
export * from './data/card.tsx';
export * from './data/code-block.tsx';
export * from './data/data-table.tsx';
export * from './data/pagination.tsx';
export * from './data/stat.tsx';
export * from './data/table.tsx';
export * from './data/tabs.tsx';
export * from './feedback/badge.tsx';
export * from './feedback/loading.tsx';
export * from './feedback/states.tsx';
export * from './feedback/steps.tsx';
export * from './form/button.tsx';
export * from './form/choice.tsx';
export * from './form/combobox.tsx';
export type { ComboboxOption } from './form/combobox-list.tsx';
export * from './form/date-range.tsx';
export * from './form/day-range.ts';
export * from './form/field.tsx';
export * from './form/file-drop.tsx';
export * from './form/form-layout.tsx';
export * from './form/icon-button.tsx';
export * from './form/input.tsx';
export * from './form/money-input.tsx';
export * from './form/select.tsx';
export * from './form/tag-combobox.tsx';
export * from './format/csv.ts';
export * from './format/money.tsx';
export * from './format/number.tsx';
export * from './format/time.tsx';
export * from './overlay/confirm-dialog.tsx';
export { Dialog } from './overlay/dialog.tsx';
export * from './overlay/dropdown-menu.tsx';
export * from './overlay/sheet.tsx';
export * from './overlay/toaster.tsx';
export * from './overlay/tooltip.tsx';
export * from './shell/app-shell.tsx';
export * from './shell/menus.tsx';
export * from './shell/navigation.tsx';
export * from './shell/page-header.tsx';
export * from './shell/theme.tsx';
