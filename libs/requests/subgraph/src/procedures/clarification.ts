import { optionalTextRefusals, textRefusals } from '@disclosure/platform-subgraph';
import type { PrepareScope, Stash } from '@disclosure/platform-persistence';
import type { RequestState } from '@disclosure/requests-domain';
import { ConfirmOralRequestInput, ProposeClarificationInput, RecordClarificationNoticeReceiptInput, RecordNoContactInput } from '../schema/inputs.ts';
import type { Procedure } from './procedure.ts';

const long = (field: string, label: string, clause = 'A2-10') => ({ field: `input.${field}`, label, max: 4000, multiline: true, clause });
interface Items { readonly items?: string | null; readonly guidance?: string | null }
const written = (stash: Stash, field: string, body: string | null | undefined) => (body?.trim() ? stash.text(field, body.trim()) : undefined);

/** What is missing, said by the handling division and notified by the office (A2-10); and what is settled with the applicant about receipt. */
export const clarification: Procedure = {
  inputs: { proposeClarification: ProposeClarificationInput, recordClarificationNoticeReceipt: RecordClarificationNoticeReceiptInput, recordNoContact: RecordNoContactInput, confirmOralRequest: ConfirmOralRequestInput },
  plainEvents: { ClarificationNoticeReceived: '已登记您收到补正告知书', OralRequestConfirmed: '已确认代为填写的申请内容' },
  checks: {
    proposeClarification: ({ items, guidance }: Items) => [...textRefusals(items, long('items', '需要补正的事项')), ...optionalTextRefusals(guidance, long('guidance', '补正指导'))],
    requestClarification: ({ items, guidance }: Items) => [...optionalTextRefusals(items, long('items', '需要补正的事项')), ...optionalTextRefusals(guidance, long('guidance', '补正指导'))],
    recordNoContact: ({ attempts }: { attempts: string }) => textRefusals(attempts, long('attempts', '联系经过', 'A2-6')),
    confirmOralRequest: ({ how }: { how?: string }) => optionalTextRefusals(how, long('how', '确认方式', 'A2-4')),
  },
  prepare: () => ({
    // The division's own words are the house's; the applicant reads what the office notifies.
    proposeClarification: ({ items, guidance }: Items, stash: Stash) => ({ missing: written(stash, 'clarificationProposal', items), guidance: written(stash, 'clarificationProposal', guidance) }),
    requestClarification: async ({ items, guidance, periodWorkingDays }: Items & { periodWorkingDays: number }, stash: Stash, scope: PrepareScope<RequestState>) => {
      const proposed = items?.trim() ? null : await proposedBy(scope);
      return { periodWorkingDays, missing: written(stash, 'clarificationItems', items?.trim() ? items : proposed?.items), guidance: written(stash, 'clarificationItems', guidance?.trim() ? guidance : proposed?.guidance) };
    },
    recordNoContact: ({ attempts }: { attempts: string }, stash: Stash) => ({ attempts: stash.text('contactAttempts', attempts.trim()) }),
    confirmOralRequest: ({ how }: { how?: string }, stash: Stash) => ({ how: written(stash, 'oralConfirmation', how) }),
  }),
  notices: ({ after, event }) => {
    if (event.type === 'ClarificationProposed') return [{ kind: 'CLARIFICATION_PROPOSED', recipient: 'office:DISCLOSURE_OFFICER', message: `${after.number ?? ''}：承办处室提出补正意见，请自收到申请之日起7个工作日内一次性告知申请人。`, clause: 'A2-10' }];
    if (event.type === 'RequestSubmitted' && after.oralConfirmed === false) return [{ kind: 'ORAL_CONFIRMATION_AWAITED', recipient: 'office:DISCLOSURE_OFFICER', message: `${after.number ?? ''}：口头申请由厅公开办代为填写，请由申请人确认所填内容并登记。`, clause: 'A2-4' }];
    return [];
  },
};

/** What the handling division last said is missing, in this round. */
async function proposedBy({ tx, state }: PrepareScope<RequestState>): Promise<{ readonly items: string | null; readonly guidance: string | null } | null> {
  if (state.clarificationProposal?.round !== state.round) return null;
  const [row] = await tx.query<{ items: string | null; guidance: string | null }>(
    `SELECT i.body AS items, g.body AS guidance FROM requests.event e LEFT JOIN requests.free_text i ON i.id = e.canonical::jsonb#>>'{payload,missing,text}' LEFT JOIN requests.free_text g ON g.id = e.canonical::jsonb#>>'{payload,guidance,text}'
     WHERE e.stream_id = $1 AND e.type = 'ClarificationProposed' ORDER BY e.seq DESC LIMIT 1`, [state.id]);
  return row ?? null;
}
