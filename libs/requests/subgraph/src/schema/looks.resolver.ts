import { looksResolver } from '@disclosure/platform-subgraph';
import { common, PageArgs } from './common.ts';

export const LooksResolver = looksResolver({
  common, PageArgs, query: 'auditorLooks', type: 'AuditorLook', title: '审计查阅记录',
  record: { name: 'requestId', field: 'The request, or correction request, that was seen (申请标识); null for a list that held none.', argument: 'Only at this request (申请).' },
});
