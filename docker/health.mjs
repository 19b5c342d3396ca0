// For HEALTHCHECK: ends with 0 when this container's process says that it can work.
const port = process.env.PORT ?? '4000';
const ready = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_500) }).then(({ ok }) => ok, () => false);
process.exitCode = ready ? 0 : 1;
