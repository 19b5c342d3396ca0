import { localDate } from '@disclosure/kernel';
import type { RemedyText } from './types.ts';

/**
 * How a decision tells of its remedy. `{reconsiderationBody}` and `{court}` are constants of the book. Since 2024-01-01 what is
 * withheld under goes to reconsideration first (ARL-23, REM-01); before, every decision left the choice, and the
 * ministry could be turned to as well. R3, procedural notices, carries no text.
 */
export const remedies: readonly RemedyText[] = [
  {
    class: 'R1', clause: 'ARL-23', validFrom: localDate('2024-01-01'), validTo: null,
    text: '如对本决定不服，应当自收到本决定之日起六十日内先向{reconsiderationBody}申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内向{court}提起行政诉讼。',
  },
  {
    class: 'R2', clause: 'ARL-20', validFrom: localDate('2024-01-01'), validTo: null,
    text: '如对本决定不服，可以自收到本决定之日起六十日内向{reconsiderationBody}申请行政复议，也可以自收到本决定之日起六个月内直接向{court}提起行政诉讼。',
  },
  {
    class: 'R2', clause: 'ALL-46', validFrom: localDate('2019-05-15'), validTo: localDate('2023-12-31'),
    text: '如对本决定不服，可以自收到本决定之日起六十日内向{reconsiderationBody}或者工业和信息化部申请行政复议，也可以自收到本决定之日起六个月内直接向{court}提起行政诉讼。',
  },
  { class: 'R3', clause: 'R-51', validFrom: localDate('2019-05-15'), validTo: null, text: '' },
];
