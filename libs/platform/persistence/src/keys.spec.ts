import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { decrypt, encrypt, keyedHash, keysFrom, masterKey, rotateMaster } from './keys.ts';

const secret = Buffer.alloc(32, 7);
const bytes = fc.uint8Array({ maxLength: 200 });

describe('encryption', () => {
  it('opens to what was closed, and never twice to the same ciphertext', () => {
    fc.assert(fc.property(bytes, fc.string(), (plain, place) => {
      const key = randomBytes(32);
      const sealed = encrypt(key, plain, place);
      expect(decrypt(key, sealed, place).equals(Buffer.from(plain))).toBe(true);
      expect(encrypt(key, plain, place).equals(sealed)).toBe(false);
    }));
  });
  it('opens nothing that was changed in any byte, cut, moved, or closed under another key', () => {
    fc.assert(fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (plain, where, flip) => {
      const key = randomBytes(32);
      const sealed = encrypt(key, plain, 'here');
      const changed = Buffer.from(sealed);
      const at = where % changed.length;
      changed[at] = (changed[at] as number) ^ flip;
      expect(() => decrypt(key, changed, 'here')).toThrow();
      expect(() => decrypt(key, sealed, 'there')).toThrow();
      expect(() => decrypt(randomBytes(32), sealed, 'here')).toThrow();
      expect(() => decrypt(key, sealed.subarray(0, sealed.length - 1), 'here')).toThrow();
      expect(() => decrypt(key, sealed.subarray(0, 20), 'here')).toThrow();
    }));
  });
});

describe('the key ring', () => {
  it('derives a key for each purpose, the same each time, and none from a short secret', () => {
    const keys = keysFrom(secret);
    const all = [...Object.values(keys.masters), keys.equality, keys.tracking, keys.envelope, keys.evidence].map((key) => key.toString('hex'));
    expect(new Set(all).size).toBe(5);
    expect(keysFrom(Buffer.alloc(32, 7))).toEqual(keys);
    expect(keysFrom(Buffer.alloc(32, 8)).equality.equals(keys.equality)).toBe(false);
    expect(() => keysFrom(Buffer.alloc(31))).toThrow('at least 32 bytes');
    expect(keyedHash(keys.equality, 'x')).not.toBe(keyedHash(keys.tracking, 'x'));
  });
  it('opens after a rotation what was wrapped before it, and wraps by the new key', () => {
    const before = keysFrom(secret);
    const wrapped = encrypt(masterKey(before, before.currentMaster), Buffer.from('data key'), 'id');
    const after = rotateMaster(before, 'm2', randomBytes(32));
    expect(after.currentMaster).toBe('m2');
    expect(decrypt(masterKey(after, 'm1'), wrapped, 'id').toString()).toBe('data key');
    expect(() => decrypt(masterKey(after, 'm2'), wrapped, 'id')).toThrow();
    expect([after.equality, after.evidence]).toEqual([before.equality, before.evidence]);
  });
  it('refuses an unknown master key, a second one by the same id, and a short secret', () => {
    const keys = keysFrom(secret);
    expect(() => masterKey(keys, 'm9')).toThrow('m9 is not in the key ring');
    expect(() => rotateMaster(keys, 'm1', randomBytes(32))).toThrow('already');
    expect(() => rotateMaster(keys, 'm2', randomBytes(16))).toThrow('at least 32 bytes');
  });
});
