import { likenessKeys, pairsOf } from './likeness.ts';

describe('what requests are compared by', () => {
  it('width, punctuation, spaces, case, brackets and Chinese year figures make no difference', () => {
    const plain = pairsOf('2025年度省级专项资金安排表a');
    for (const variant of ['２０２５ 年度“省级”专项资金——安排表Ａ', '二〇二五年度省级专项资金安排表（A）', '2025年度\n省级\u200B专项资金\u00AD安排表a。', '关于申请公开2025年度省级专项资金的安排表a']) expect(pairsOf(variant)).toEqual(plain);
  });
  it('pairs of neighbours, each once, whole characters beyond the basic plane among them', () => {
    expect(pairsOf('安排表安排')).toEqual(['安排', '排表', '表安']);
    expect(pairsOf('𠮷林')).toEqual(['𠮷林']);
    expect([pairsOf('表'), pairsOf('申请公开'), pairsOf('。——')]).toEqual([['表'], [], []]);
  });
  it('a long text counts by its beginning', () => {
    const long = Array.from({ length: 2000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    expect(pairsOf(long)).toHaveLength(400);
  });
  it('a title that tells too little is not compared by itself', () => {
    expect(likenessKeys({ title: '企业名单', description: '2025年获支持的', clarification: null })).toEqual({ title: null, whole: '企业 业名 名单 单2 20 02 25 5年 年获 获支 支持' });
    expect(likenessKeys({ title: null, description: null, clarification: null })).toEqual({ title: null, whole: '' });
  });
});
