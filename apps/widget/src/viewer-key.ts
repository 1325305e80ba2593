const STORAGE_KEY = 'placard.viewer';

/** This site's own random name for the browser, made on first use. Call with consent only. */
export function viewerKey(): string | undefined {
  try {
    let key = localStorage.getItem(STORAGE_KEY);
    if (!key) {
      key = `v.${randomHex()}`;
      localStorage.setItem(STORAGE_KEY, key);
    }
    return key;
  } catch {
    return undefined; // Storage is blocked: stay nobody rather than become a new person on each page.
  }
}

export function forgetViewerKey(): void {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Storage is blocked, so nothing was kept.
  }
}

/** 128 random bits. */
export function randomHex(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
