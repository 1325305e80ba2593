/** One place on the page. `element` holds its size from the moment it is found until the page ends. */
export type Slot = {
  readonly slotId: string;
  readonly placementId: string;
  readonly element: HTMLElement;
  readonly shadow: ShadowRoot;
};

const FOUND = new WeakSet<Element>();
let count = 0;

/** Every tag and placement element not seen before, each with a box of its final size in its place. */
export function findSlots(): Slot[] {
  const slots: Slot[] = [];
  const anchors = document.querySelectorAll<HTMLElement>(
    'script[data-placement],[data-placard-placement]',
  );
  for (const anchor of anchors) {
    if (FOUND.has(anchor)) continue;
    FOUND.add(anchor);
    slots.push(slotAt(anchor));
  }
  return slots;
}

function slotAt(anchor: HTMLElement): Slot {
  const { placement, placardPlacement, size } = anchor.dataset;
  let element = anchor;
  if (placement) {
    // The tag itself may hold the place from the first paint (style="display:block;..."): the box takes it over.
    element = document.createElement('div');
    element.style.cssText = anchor.style.cssText;
    anchor.style.display = 'none';
    anchor.before(element);
  }
  count += 1;
  const [width, height] = (size ?? '').split('x').map(Number);
  if (width && height) reserve(element, width, height);
  element.style.position ||= 'relative';
  return {
    slotId: anchor.id || `slot-${count}`,
    placementId: placement || placardPlacement || '',
    element,
    shadow: element.attachShadow({ mode: 'open' }),
  };
}

/** Gives the box its size; narrower columns scale it down, in proportion. */
export function reserve(element: HTMLElement, width: number, height: number): void {
  const { style } = element;
  style.display = 'block';
  style.width ||= '100%';
  style.maxWidth ||= `${width}px`;
  style.aspectRatio ||= `${width}/${height}`;
}

/** Whether the page has already given the box a height of its own. */
export function hasHeight({ element }: Slot): boolean {
  return element.offsetHeight > 1;
}

/**
 * An empty slot closes only while it lies below what the viewer sees: nothing in view ever moves.
 * Until then it stays as a quiet space.
 */
export function closeWhenBelow({ element }: Slot): void {
  const observer = new IntersectionObserver(([entry]) => {
    if (!entry || entry.isIntersecting || entry.boundingClientRect.top < innerHeight) return;
    observer.disconnect();
    element.style.display = 'none';
  });
  observer.observe(element);
}
