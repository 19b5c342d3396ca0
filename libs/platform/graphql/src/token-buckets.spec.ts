import { TokenBuckets } from './token-buckets.ts';

describe('token buckets', () => {
  it('give a burst, then refill by machine time, never beyond the burst', () => {
    let now = 0;
    const buckets = new TokenBuckets({ burst: 3, perHour: 60 }, () => now);
    expect([buckets.take('a', 1), buckets.take('a', 2), buckets.take('a', 1)]).toEqual([0, 0, 60]);
    expect(buckets.take('b', 3)).toBe(0);
    now = 59_000;
    expect(buckets.take('a', 1)).toBe(1);
    now = 60_000;
    expect([buckets.take('a', 1), buckets.take('a', 1)]).toEqual([0, 60]);
    now = 100 * 3_600_000;
    expect([buckets.take('a', 3), buckets.take('a', 1)]).toEqual([0, 60]);
  });
  it('lock nobody out when the machine’s clock is set back', () => {
    let now = 1_000_000_000;
    const buckets = new TokenBuckets({ burst: 2, perHour: 60 }, () => now);
    buckets.take('a', 2);
    now = 0;
    expect(buckets.take('a', 1)).toBe(60);
  });
});
