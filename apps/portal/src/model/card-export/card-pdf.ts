import PDFDocument from 'pdfkit';
import { lossPoints } from '../../training/loss-points.ts';
import { kindName } from '../names/kind-names.ts';
import { type CardSection, cardSections, type ExportedModel } from './card-sections.ts';
import { drawPlot } from './draw-plot.ts';

const MARGIN = 48;

/** A model card as PDF, A4, its calibration and loss drawn. The same card gives the same bytes. */
export async function cardPdf(model: ExportedModel): Promise<Buffer> {
  const { card } = model;
  const document = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: {
      Title: `Model card ${model.id}`,
      Creator: 'Placard',
      CreationDate: new Date(card.trainedAtMs),
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  document.font('Helvetica-Bold').fontSize(18);
  document.text(plain(`Model card: ${kindName(model.kind)} for ${model.marketName}`));
  const [overview, ...others] = cardSections(model);
  if (overview) writeSection(document, overview);
  writePlots(document, model);
  for (const section of others) writeSection(document, section);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

type Document = InstanceType<typeof PDFDocument>;

function writeSection(document: Document, { title, paragraphs, table }: CardSection): void {
  if (document.y > document.page.height - MARGIN - 90) document.addPage();
  document.moveDown(1).font('Helvetica-Bold').fontSize(12).text(title, MARGIN).moveDown(0.3);
  document.font('Helvetica').fontSize(8.5);
  for (const paragraph of paragraphs) document.text(plain(paragraph)).moveDown(0.2);
  if (!table) return;
  document.table({
    data: [table.header, ...table.rows].map((row) => row.map(plain)),
    defaultStyle: { border: [0, 0, 0.5, 0], borderColor: '#bbbbbb', padding: 3 },
  });
}

function writePlots(document: Document, { card }: ExportedModel): void {
  const height = 150;
  if (document.y > document.page.height - MARGIN - height - 60) document.addPage();
  document.moveDown(1);
  const width = (document.page.width - 2 * MARGIN - 24) / 2;
  const top = document.y;
  const bins = card.calibrationBins.map(({ meanPredicted, meanObserved }) => ({
    ...{ x: meanPredicted, y: meanObserved },
  }));
  const curve = lossPoints(card.curve);
  const series = (key: 'train' | 'validation') =>
    curve.flatMap(({ step, [key]: y }) => (y === null ? [] : [{ x: step, y }]));
  drawPlot(document, {
    ...{
      title: 'Calibration: predicted (across), observed (up)',
      left: MARGIN,
      top,
      width,
      height,
    },
    ...{ series: [{ points: bins, dots: true, color: '#3355cc' }], diagonal: true },
  });
  drawPlot(document, {
    ...{ title: 'Log loss by step: training (blue), validation (orange)', top, width, height },
    left: MARGIN + width + 24,
    series: [
      { points: series('train'), dots: false, color: '#3355cc' },
      { points: series('validation'), dots: true, color: '#cc7722' },
    ],
    diagonal: false,
  });
  document.x = MARGIN;
  document.y = top + height + 30;
}

/** The built-in fonts know Latin-1 alone. */
function plain(text: string): string {
  return text
    .replaceAll('−', '-')
    .replaceAll('…', '...')
    .replace(/[^\x20-\x7e\xa0-\xff]/g, '?');
}
