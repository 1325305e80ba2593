/** Told of each stage of each request as it ends. */
export type StageObserver = (stage: string, durationUs: number) => void;
