import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LicenceHolder } from '../district/licence-holders.ts';
import { createStubAnswers, type Registers } from './answers.ts';
import { createLicenceApp } from './licence-app.ts';
import { createProgram } from './program.ts';
import { identityOf, type OutsideKeys, trustOf } from './signing.ts';
import { SYSTEM_IDS, SYSTEMS, type SystemId } from './systems.ts';

export interface StartOutsideOptions {
  /** Which systems; default all. */
  readonly only?: readonly SystemId[];
  /** 0 takes any free port; default the port of the system. */
  readonly ports?: Partial<Readonly<Record<SystemId, number>>>;
  readonly data: Registers;
  readonly keys: OutsideKeys;
  /** Firms whose electronic business licence signs; none when absent. */
  readonly licences?: readonly LicenceHolder[];
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** false answers at once; default as `LATENCY` of the environment says (`0`: at once). */
  readonly latency?: boolean;
  /** ms since 1970; default the clock. */
  readonly now?: () => number;
}

export interface Outside {
  /** `http://127.0.0.1:7101` */
  readonly urls: Partial<Readonly<Record<SystemId, string>>>;
  /** Certificates in base64 DER. */
  readonly certificates: Partial<Readonly<Record<SystemId, string>>>;
  close(): Promise<void>;
}

/** Starts outside systems in this process, each on a port of its own. Throws the listen error, and then none is left running. */
export async function startOutside(options: StartOutsideOptions): Promise<Outside> {
  const host = options.host ?? '127.0.0.1';
  const answer = createStubAnswers(options.data);
  const trust = trustOf(options.keys.root);
  const now = options.now ?? Date.now;
  const latency = options.latency ?? process.env.LATENCY !== '0';
  const servers: Server[] = [];
  const urls: Partial<Record<SystemId, string>> = {};
  const certificates: Partial<Record<SystemId, string>> = {};
  const close = async () => {
    await Promise.all(servers.map(stop));
  };
  try {
    for (const system of options.only ?? SYSTEM_IDS) {
      const identity = identityOf(options.keys.systems[system]);
      const licences =
        system === 'business-licence'
          ? createLicenceApp({ keys: options.keys.businessLicence, holders: options.licences ?? [], now })
          : undefined;
      const server = createProgram({ system, answer, identity, trust, latency, now, ...(licences && { licences }) });
      servers.push(server);
      const port = await listen(server, options.ports?.[system] ?? SYSTEMS[system].port, host);
      urls[system] = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
      certificates[system] = identity.certificate;
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { urls, certificates, close };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
