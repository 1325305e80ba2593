const LARGE_PX = 242_500;
const LEAST_PX = 1_000;
const CONTINUOUS_MS = 1_000;

/** The share of an ad's pixels that must be in view (MRC): 50 %, or 30 % from 242,500 px on. */
export function neededRatio(areaPx: number): number {
  return areaPx >= LARGE_PX ? 0.3 : 0.5;
}

/**
 * Calls `report` once, when enough of the ad has been in view for one continuous second. A call to the
 * returned function tells how much is in view now and how large the ad is; a hidden page counts as 0.
 */
export function viewabilityMeter(report: () => void): (ratio: number, areaPx: number) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (ratio, areaPx) => {
    const inView = areaPx >= LEAST_PX && ratio >= neededRatio(areaPx);
    if (!inView) {
      clearTimeout(timer);
      timer = undefined;
    } else {
      timer ??= setTimeout(report, CONTINUOUS_MS);
    }
  };
}

/** Watches a rendered ad on the page. */
export function watchViewability(element: Element, report: () => void): void {
  let latest: IntersectionObserverEntry | undefined;
  const meter = viewabilityMeter(() => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', measure);
    report();
  });
  const measure = () => {
    if (!latest) return;
    const { width, height } = latest.boundingClientRect;
    const visible = document.visibilityState === 'visible';
    meter(visible ? latest.intersectionRatio : 0, width * height);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      latest = entries.at(-1);
      measure();
    },
    { threshold: [0, 0.3, 0.5, 1] },
  );
  observer.observe(element);
  document.addEventListener('visibilitychange', measure);
}
