/** Who runs query plans: our compiled functions, or Apollo's interpreter. */
export const EXECUTORS = ['compiled', 'stock'] as const;
export type ExecutorKind = (typeof EXECUTORS)[number];
