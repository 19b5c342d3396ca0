// Runs autocannon by itself, so that making load and receiving it don't share a process. Takes its task on standard input, as JSON.
import autocannon from 'autocannon';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { url, requests, connections, seconds } = JSON.parse(Buffer.concat(chunks).toString('utf8'));

const times = [];
// Each connection begins elsewhere, or all would ask the same at the same time.
let begun = 0;
const instance = autocannon({
  url, connections, duration: seconds, requests, timeout: 30,
  setupClient(client) {
    const at = Math.floor((requests.length * begun) / connections);
    begun = (begun + 1) % connections;
    client.setRequests([...requests.slice(at), ...requests.slice(0, at)]);
  },
});
instance.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
const result = await instance;
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? null;
process.stdout.write(JSON.stringify({
  requests: result.requests.total, seconds: result.duration, failed: result.non2xx + result.errors + result.timeouts, bytes: result.throughput.total, median: at(0.5), p99: at(0.99),
}));
