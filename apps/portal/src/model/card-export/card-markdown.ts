import { kindName } from '../names/kind-names.ts';
import { cardSections, type ExportedModel } from './card-sections.ts';

/** A model card as GitHub-flavoured Markdown. */
export function cardMarkdown(model: ExportedModel): string {
  const parts = [`# Model card: ${cell(kindName(model.kind))} for ${cell(model.marketName)}`];
  for (const { title, paragraphs, table } of cardSections(model)) {
    parts.push(`## ${title}`, ...paragraphs.map(cell));
    if (table) {
      const lines = [table.header, table.header.map(() => '---'), ...table.rows];
      parts.push(lines.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n'));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

/** Names come from people: none of them may end a cell, a line or begin markup of its own. */
function cell(text: string): string {
  return text.replace(/[\\|`*_[\]<>]/g, '\\$&').replace(/\s+/g, ' ');
}
