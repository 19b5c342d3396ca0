import type { RunningPlatform } from './running-platform.ts';

/** One item taken from proposal to the public: seven commands in two contexts, and an event that a third takes in. */
const STEPS = 7;

/**
 * An officer's client that does not give up: each command is sent, under its one id, until it is answered. What was answered is
 * remembered: whatever is killed meanwhile, none of it may be lost or come about twice.
 */
export class Publishing {
  readonly #platform: () => RunningPlatform;
  /** Items whose last command was answered, by their number. */
  readonly done = new Map<number, string>();
  /** Commands that had to be sent again. */
  repeated = 0;
  #next = 0;
  #isWanted = true;

  constructor(platform: () => RunningPlatform) {
    this.#platform = platform;
  }

  /** Works at so many items at a time until `end`; resolves when the items begun are done. */
  async run(atOnce: number): Promise<void> {
    await Promise.all(Array.from({ length: atOnce }, async () => {
      while (this.#isWanted) {
        this.#next += 1;
        await this.#item(this.#next);
      }
    }));
  }

  end(): void {
    this.#isWanted = false;
  }

  get commands(): number {
    return this.done.size * STEPS;
  }

  async #item(n: number): Promise<void> {
    const title = `第${n}号材料的公开事项`;
    const { id, digest } = await this.#insist<{ id: string; digest: string }>('handler', 'proposeDisclosure', 'disclosure', {
      route: 'OTHER', divisionId: 'd-planning', title, summary: `${title}的摘要。`, body: `${title}的正文。`, formedOn: '2026-02-05', extent: 'FULL_TEXT', mode: 'PROACTIVE', categoryIds: ['content-3'], commandId: `kill:${n}:propose`,
    }, 'id digest');
    await this.#insist('head', 'approveDisclosureAsDivisionHead', 'disclosure', { id, commandId: `kill:${n}:head` });
    await this.#insist('deputy', 'approveDisclosureAsSupervisingDeputy', 'disclosure', { id, commandId: `kill:${n}:deputy` });
    const review = await this.#insist<{ id: string }>('handler', 'openReview', 'reviewCase', { digest, extent: 'FULL_TEXT', mode: 'PROACTIVE', audience: 'PUBLIC', subjectKind: 'DISCLOSURE', subjectId: id, divisionId: 'd-planning', commandId: `kill:${n}:review` });
    await this.#insist('head', 'signReview', 'reviewCase', { id: review.id, contentReview: { passed: true }, secrecyReview: { passed: true }, commandId: `kill:${n}:sign` });
    await this.#insist('deputy', 'approveReviewAsSupervisingDeputy', 'reviewCase', { id: review.id, commandId: `kill:${n}:clear` });
    const published = await this.#insist<{ id: string }>('office', 'publishDisclosure', 'disclosure', { id, commandId: `kill:${n}:publish` });
    if (published.id !== id) throw new Error(`item ${n} became another: ${id}, ${published.id}`);
    this.done.set(n, id);
  }

  async #insist<T = { readonly id: string }>(who: string, mutation: string, field: string, input: Record<string, unknown>, selection = 'id'): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const payload = await this.#platform().tryAct<Record<string, T | null>>(who, mutation, input, `${field} { ${selection} }`).then(({ data, errors }) => ({ answer: (data as typeof data | null)?.[mutation], errors }), () => null);
      const refusals = payload?.answer?.refusals ?? [];
      if (refusals.length > 0) throw new Error(`${mutation} ${String(input['commandId'])}: ${JSON.stringify(refusals)}`);
      const object = payload?.answer?.[field];
      if (object && !payload.errors) return object;
      const code = payload?.errors?.[0]?.extensions.code;
      if (code !== undefined && !['SUBGRAPH_UNAVAILABLE', 'TIMEOUT', 'INTERNAL'].includes(code)) throw new Error(`${mutation}: ${JSON.stringify(payload?.errors)}`);
      if (attempt > 200) throw new Error(`${mutation} is never answered: ${JSON.stringify(payload)}`);
      this.repeated += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
