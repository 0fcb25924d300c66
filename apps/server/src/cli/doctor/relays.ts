import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Config } from '../../kernel/config.ts';
import { type Finding, ok, text, warn } from './finding.ts';

/** ms an answer is waited for. */
const patience = 3000;

/** Servers for calls in the browser: each is asked as a browser would. One that is down stops nothing but calls between networks. So: warnings. */
export async function checkRelays({ ice, demo }: Config): Promise<Finding[]> {
  if (ice.urls.length === 0)
    return demo
      ? [ok(text('通话只在同一网络内进行（没有配置 ICE_SERVERS）', 'calls work within one network (no ICE_SERVERS)'))]
      : [
          warn(
            text('没有配置 ICE_SERVERS，不同网络之间不能通话', 'no ICE_SERVERS: no calls between networks'),
            text(
              '给出本市的 STUN、TURN 服务地址，例如 "stun:turn.city.example:3478 turn:turn.city.example:3478"。',
              'Name the city’s STUN and TURN servers, e.g. "stun:turn.city.example:3478 turn:turn.city.example:3478".',
            ),
          ),
        ];
  const secretless =
    ice.secret === undefined && ice.urls.some((url) => /^turns?:/i.test(url))
      ? [
          warn(
            text('有 TURN 地址，没有 TURN_SECRET', 'there is a TURN server and no TURN_SECRET'),
            text(
              '设置与 TURN 服务相同的共享密钥（coturn 的 static-auth-secret），否则中继会拒绝通话。',
              'Set the secret shared with the server (static-auth-secret of coturn), else it refuses to relay.',
            ),
          ),
        ]
      : [];
  return [...secretless, ...(await Promise.all(ice.urls.map(checkOne)))];
}

async function checkOne(url: string): Promise<Finding> {
  const why = await ask(url).then(
    () => undefined,
    (error: Error & { code?: string }) => error.code ?? error.message,
  );
  return why === undefined
    ? ok(text(`通话服务 ${url} 正常`, `call server ${url} answers`))
    : warn(
        text(`通话服务 ${url} 无应答（${why}）`, `call server ${url} does not answer (${why})`),
        text('检查地址、端口和防火墙（UDP 也要放行）。', 'Check address, port and firewall, UDP included.'),
      );
}

/** A binding request (RFC 8489 §5, §6.2): both STUN and TURN servers answer it without a name. @throws when no answer comes */
async function ask(url: string): Promise<void> {
  const [, scheme = '', host = '', port, transport] =
    /^(stuns?|turns?):([^:?]+)(?::(\d+))?(?:\?transport=(\w+))?$/i.exec(url) ?? [];
  const secure = scheme.toLowerCase().endsWith('s');
  const at = Number(port ?? (secure ? 5349 : 3478));
  const request = Buffer.concat([Buffer.from('000100002112a442', 'hex'), randomBytes(12)]);
  const answers = (answer: Buffer) =>
    answer.length >= 20 && answer.readUInt16BE(0) === 0x0101 && answer.subarray(4, 20).equals(request.subarray(4, 20));
  if (!secure && transport !== 'tcp') return overUdp(host, at, request, answers);
  return overStream(
    secure ? connectTls({ host, port: at, servername: host }) : connectTcp({ host, port: at }),
    secure ? 'secureConnect' : 'connect',
    request,
    answers,
  );
}

function overUdp(host: string, port: number, request: Buffer, answers: (answer: Buffer) => boolean): Promise<void> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  return new Promise<void>((resolve, reject) => {
    // a datagram may be lost: asked again
    const again = setInterval(() => socket.send(request, port, host), 500);
    const end = setTimeout(() => reject(new Error('timeout')), patience);
    socket.once('close', () => {
      clearInterval(again);
      clearTimeout(end);
    });
    socket.on('error', reject);
    socket.on('message', (answer) => {
      if (answers(answer)) resolve();
    });
    socket.send(request, port, host, (error) => {
      if (error) reject(error);
    });
  }).finally(() => socket.close());
}

function overStream(
  socket: Socket,
  ready: 'connect' | 'secureConnect',
  request: Buffer,
  answers: (answer: Buffer) => boolean,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let came = Buffer.alloc(0);
    socket.setTimeout(patience, () => reject(new Error('timeout')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed')));
    socket.once(ready, () => socket.write(request));
    socket.on('data', (part) => {
      came = Buffer.concat([came, part]);
      if (answers(came)) resolve();
    });
  }).finally(() => socket.destroy());
}
