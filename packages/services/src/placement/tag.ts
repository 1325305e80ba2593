/**
 * The embed snippet: one line that loads the widget and names the placement. Ids and sizes are ours, so no
 * character of it needs escaping. It holds its place from the first paint, so nothing shifts.
 */
export function placementTag(
  adServerUrl: string,
  placement: { readonly id: string; readonly width: number; readonly height: number },
): string {
  const { id, width, height } = placement;
  const attributes = `data-placement="${id}" data-size="${width}x${height}"`;
  return `<script async src="${adServerUrl}/widget.js" ${attributes}></script>`;
}
