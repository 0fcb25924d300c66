import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fromBase64, GmError, parseCertificateRequest } from '@miaopi/gm';
import type { DeviceKey, KeyDevice, NamedDevice } from './key-device.ts';
import { type ServiceSettings, serviceDevice } from './service-device.ts';
import type { TokenSettings } from './token-device.ts';

/** Makes the device of a token: in a thread of its own, or in the caller's. */
export type OpenToken = (settings: TokenSettings, patience: number) => KeyDevice;

/** Offices whose machine's key is to lie in this installation's key store again. */
export interface KeyDevices {
  readonly devices: readonly NamedDevice[];
  /** USCCs */
  readonly software: ReadonlySet<string>;
}

/** ms */
const rest = 3000;

/**
 * `keys/seal-devices.json` (docs/guides/seal-devices.md). Without the file there are none.
 * @throws Error that names file, field and remedy
 */
export function readDevices(folder: string, openToken: OpenToken): KeyDevices {
  const path = join(folder, 'seal-devices.json');
  if (!existsSync(path)) return { devices: [], software: new Set() };
  const top = new Reading(parse(path), path, folder);
  const taken = new Set<string>();
  const devices = top.list('devices', 20).map((one): NamedDevice => {
    const name = one.text('name', 64);
    const patience = one.number('patience', 5000, 100, 60_000);
    const kind = one.text('kind', 16);
    if (kind !== 'pkcs11' && kind !== 'service') throw one.wrong('kind', 'must be "pkcs11" or "service"');
    const device = kind === 'pkcs11' ? openToken(tokenOf(one), patience) : serviceDevice(serviceOf(one, patience));
    const atOnce = kind === 'pkcs11' ? 1 : 16;
    return { name, kind, device, patience, atOnce, rest, keys: keysOf(one, taken) };
  });
  const names = new Set(devices.map((d) => d.name));
  if (names.size < devices.length) throw top.wrong('devices', 'two devices have the same name');
  const software = new Set(top.texts('software'));
  for (const uscc of software) if (taken.has(uscc)) throw top.wrong('software', `${uscc} has a key on a device too`);
  return { devices, software };
}

function tokenOf(one: Reading): TokenSettings {
  const sm2Mechanism = one.optionalNumber('sm2Mechanism', 0, 0xffff_ffff);
  return {
    library: one.text('library', 1024),
    token: one.text('token', 64),
    pinFile: one.file('pinFile'),
    ...(sm2Mechanism === undefined ? {} : { sm2Mechanism }),
  };
}

function serviceOf(one: Reading, patience: number): ServiceSettings {
  const url = one.text('url', 2048);
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw one.wrong('url', 'must begin with https:// or http://');
  const file = (field: 'certificateFile' | 'keyFile' | 'caFile' | 'bearerFile') =>
    one.has(field) ? { [field]: one.file(field) } : {};
  if (one.has('certificateFile') !== one.has('keyFile'))
    throw one.wrong('certificateFile', 'and keyFile go together: give both or none');
  return {
    url,
    client: one.text('client', 128),
    secretFile: one.file('secretFile'),
    ...file('certificateFile'),
    ...file('keyFile'),
    ...file('caFile'),
    ...file('bearerFile'),
    patience,
  };
}

function keysOf(one: Reading, taken: Set<string>): ReadonlyMap<string, DeviceKey> {
  return new Map(
    one.list('keys', 2000).map((entry) => {
      const office = entry.text('office', 18);
      if (taken.has(office)) throw entry.wrong('office', `${office} stands here twice`);
      taken.add(office);
      const file = entry.file('request');
      return [office, { key: entry.text('key', 128), publicKey: publicKeyOf(file, entry) }];
    }),
  );
}

/** PKCS#10, PEM or DER: shows that whoever made it held the key. */
function publicKeyOf(file: string, entry: Reading): Uint8Array {
  try {
    const bytes = readFileSync(file);
    const pem = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([\s\S]+?)-----END/.exec(bytes.toString('latin1'));
    const request = parseCertificateRequest(pem ? fromBase64(pem[1]!.replace(/\s/g, '')) : new Uint8Array(bytes));
    if (request.publicKeyAlgorithm === 'sm2') return request.publicKey;
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
    throw entry.wrong('request', `${file} is no certificate request (PKCS#10): ${error.message}`);
  }
  throw entry.wrong('request', `${file} asks for a key of another kind; seals need SM2`);
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${path} is not JSON: ${error.message}`);
    throw error;
  }
}

/** One object of the file; every complaint names where it stands. */
class Reading {
  readonly #value: Record<string, unknown>;
  readonly #at: string;
  readonly #folder: string;

  constructor(value: unknown, at: string, folder: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${at} must be an object`);
    this.#value = value as Record<string, unknown>;
    this.#at = at;
    this.#folder = folder;
  }

  wrong(field: string, why: string): Error {
    return new Error(`${this.#at}: ${field} ${why}`);
  }

  has(field: string): boolean {
    return this.#value[field] !== undefined;
  }

  text(field: string, max: number): string {
    const value = this.#value[field];
    if (typeof value !== 'string' || value.trim() === '' || value.length > max)
      throw this.wrong(field, `must be a text of 1 to ${max} characters`);
    return value;
  }

  /** A file by its path, relative to the key folder; it must be there. */
  file(field: string): string {
    const name = this.text(field, 1024);
    const path = isAbsolute(name) ? name : join(this.#folder, name);
    if (!existsSync(path)) throw this.wrong(field, `names ${path}, which is not there`);
    return path;
  }

  optionalNumber(field: string, least: number, most: number): number | undefined {
    const value = this.#value[field];
    if (value === undefined) return undefined;
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
      throw this.wrong(field, `must be a whole number from ${least} to ${most}`);
    return value as number;
  }

  number(field: string, otherwise: number, least: number, most: number): number {
    return this.optionalNumber(field, least, most) ?? otherwise;
  }

  list(field: string, most: number): Reading[] {
    const value = this.#value[field] ?? [];
    if (!Array.isArray(value) || value.length > most) throw this.wrong(field, `must be a list of at most ${most}`);
    return value.map((one, i) => new Reading(one, `${this.#at}: ${field}[${i}]`, this.#folder));
  }

  texts(field: string): string[] {
    const value = this.#value[field] ?? [];
    if (!Array.isArray(value) || value.some((one) => typeof one !== 'string'))
      throw this.wrong(field, 'must be a list of texts');
    return value as string[];
  }
}
