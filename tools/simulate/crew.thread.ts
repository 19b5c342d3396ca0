import { parentPort, workerData } from 'node:worker_threads';
import { createLog } from '@disclosure/platform-observability';
import type { Answer, Order, ThreadData } from './crew.ts';
import { Driver } from './driver.ts';
import { openHouse } from './house.ts';

const { address, plans, applicants } = workerData as ThreadData;
const lines: string[] = [];
const house = await openHouse(address, createLog('warn', { write: (line) => void lines.push(line) }));
const driver = new Driver(house, plans, applicants);

parentPort?.on('message', (order: Order) => void obey(order).then((answer) => parentPort?.postMessage({ ...answer, log: lines.splice(0) }), (error: unknown) => { throw error; }));

async function obey(order: Order): Promise<Omit<Answer, 'log'>> {
  switch (order.kind) {
    case 'WORK': await driver.work(order.part); return {};
    case 'LEDGER': return { ledger: driver.ledger() };
    case 'CLOSE': await house.close(); return {};
  }
}
