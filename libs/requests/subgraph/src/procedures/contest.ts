import type { LocalDate } from '@disclosure/kernel';
import { textRefusals } from '@disclosure/platform-subgraph';
import { ContestReplyInput, ExplainReplyInput } from '../schema/after-reply.inputs.ts';
import { requestFacts } from '../use-cases/letters.ts';
import { noticed, scopeAfter } from '../use-cases/noticed.ts';
import type { Procedure } from './procedure.ts';

const long = (field: string, label: string) => ({ field: `input.${field}`, label, max: 4000, multiline: true, clause: 'A1-18' });

/** The applicant objects, the division explains in a letter (A1-18). */
export const contest: Procedure = {
  inputs: { contestReply: ContestReplyInput, explainReply: ExplainReplyInput },
  plainEvents: { ReplyContested: '您对答复提出了异议', ReplyExplained: '已就您的异议作出书面解释' },
  checks: {
    contestReply: (input: { objection: string }) => textRefusals(input.objection, long('objection', '异议内容')),
    explainReply: (input: { explanation: string }) => textRefusals(input.explanation, long('explanation', '解释内容')),
  },
  prepare: () => ({
    contestReply: (input: { objection: string }, stash) => ({ objection: stash.text('objection', input.objection.trim()) }),
    explainReply: (input: { explanation: string }, stash) => ({ explanation: stash.text('explanation', input.explanation.trim()) }),
  }),
  complete: {
    ReplyExplained: async (step, services) => {
      const after = scopeAfter(step, services, step.event);
      const shared = await requestFacts(after);
      const { letter, servedOn, contests, rounds } = after.state;
      // Where a new round has begun meanwhile, the objection was to the reply of the one before.
      const replied = letter !== null && servedOn !== null ? { letter, servedOn } : rounds.findLast((round) => round.letter !== null);
      const explanation = step.stash.bodyOf((step.event.payload['explanation'] as { text: string }).text) ?? '';
      return noticed(step.event, services, after, 'ReplyExplanation', ['EXPLANATION', '公开释'], (number) => ({
        fields: { ...shared.fields, replyNumber: replied?.letter?.number ?? '', repliedOn: replied?.servedOn as LocalDate, contestedOn: contests.at(-1)?.contestedOn as LocalDate }, blocks: { ...shared.blocks, explanation }, number,
      }));
    },
  },
  notices: ({ after, event }) => (event.type !== 'ReplyContested' || after.leadDivision === null ? [] : [`office:CASE_HANDLER:${after.leadDivision}`, `office:DIVISION_HEAD:${after.leadDivision}`].map((recipient) => ({
    kind: 'REPLY_CONTESTED', recipient, message: `${after.number ?? ''}：申请人对答复有异议，请作出解释。`, clause: 'A1-18',
  }))),
};
