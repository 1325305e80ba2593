import { getModelVersion, ServiceError } from '@placard/services';
import { cardMarkdown } from '../../../../../../../model/card-export/card-markdown.ts';
import { cardPdf } from '../../../../../../../model/card-export/card-pdf.ts';
import { requestActor } from '../../../../../../../server/actor.ts';
import { serviceContext } from '../../../../../../../server/service-context.ts';

const STATUS: Partial<Record<ServiceError['code'], number>> = {
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  invalid: 404,
};

/** A model card as a file. The service refuses whoever is not staff. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ modelVersionId: string; format: string }> },
): Promise<Response> {
  const { modelVersionId, format } = await params;
  if (format !== 'markdown' && format !== 'pdf') return new Response(null, { status: 404 });
  try {
    const ctx = serviceContext(await requestActor());
    const input = { modelVersionId: modelVersionId as `mdl_${string}` };
    const model = await getModelVersion({ ctx, input });
    return format === 'pdf'
      ? file(new Uint8Array(await cardPdf(model)), 'application/pdf', `${model.id}.pdf`)
      : file(cardMarkdown(model), 'text/markdown; charset=utf-8', `${model.id}.md`);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return new Response(error.message, { status: STATUS[error.code] ?? 503 });
  }
}

function file(body: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response {
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    },
  });
}
