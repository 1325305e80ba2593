import { Check } from 'lucide-react';
import { classNames } from '../class-names.ts';

type StepsProps = {
  steps: readonly { id: string; label: string }[];
  current: string;
  /** Given: finished steps are buttons that go back. */
  onStep?: ((id: string) => void) | undefined;
};

/** A wizard's way: which steps are done, which is now. */
export function Steps({ steps, current, onStep }: StepsProps) {
  const now = steps.findIndex((step) => step.id === current);
  return (
    <nav aria-label="Steps">
      <ol className="flex flex-wrap items-center gap-x-2 gap-y-2">
        {steps.map((step, index) => {
          const done = index < now;
          const body = (
            <>
              <span
                className={classNames(
                  'figures grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold',
                  done && 'bg-accent-soft text-accent-text',
                  index === now && 'bg-accent text-on-accent',
                  index > now && 'border border-border-strong text-subtle',
                )}
              >
                {done ? <Check aria-hidden="true" className="size-3.5" /> : index + 1}
              </span>
              <span
                className={classNames(
                  'text-sm',
                  index === now ? 'font-semibold text-text' : 'text-muted max-sm:sr-only',
                )}
              >
                {step.label}
                {done && <span className="sr-only"> (done)</span>}
              </span>
            </>
          );
          return (
            <li key={step.id} className="flex items-center gap-2">
              {index > 0 && (
                <span aria-hidden="true" className="h-px w-4 bg-border-strong sm:w-7" />
              )}
              {done && onStep ? (
                <button
                  type="button"
                  onClick={() => onStep(step.id)}
                  className="flex items-center gap-2 rounded-md"
                >
                  {body}
                </button>
              ) : (
                <span
                  aria-current={index === now ? 'step' : undefined}
                  className="flex items-center gap-2"
                >
                  {body}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
