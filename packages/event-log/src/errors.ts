/** Too much is waiting already: nothing of this call was taken, the caller may try again later. */
export class EventLogBusyError extends Error {
  constructor(waiting: number) {
    super(`the event log has ${waiting} records waiting`);
    this.name = 'EventLogBusyError';
  }
}

/** Neither Postgres nor the spool could make the records durable: they must not be acknowledged. */
export class EventLogUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EventLogUnavailableError';
  }
}
