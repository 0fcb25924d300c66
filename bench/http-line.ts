import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** HTTP/1.1 over kept connections, each with one request at a time: no more work for this program's processor, which is the server's too, than the bytes need. */
export interface HttpLines {
  send(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer>;
  close(): void;
}

interface Line {
  readonly socket: Socket;
  waiting: { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void } | undefined;
}

export function openLines(port: number): HttpLines {
  const idle: Line[] = [];
  const all = new Set<Line>();

  function open(): Line {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    const line: Line = { socket, waiting: undefined };
    all.add(line);
    let parts: Buffer[] = [];
    let missing: number | undefined;
    let status = 0;
    const end = (error: Error): void => {
      all.delete(line);
      line.waiting?.reject(error);
      line.waiting = undefined;
    };
    socket.on('error', end);
    socket.on('close', () => end(new Error('the server closed the connection')));
    socket.on('data', (data) => {
      let rest = data;
      if (missing === undefined) {
        const head = parts.length > 0 ? Buffer.concat([...parts, data]) : data;
        const at = head.indexOf('\r\n\r\n');
        if (at < 0) {
          parts = [head];
          return;
        }
        const text = head.toString('latin1', 0, at);
        status = Number(text.slice(9, 12));
        const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
        if (length === undefined && status !== 204) return void socket.destroy(new Error(`no length: ${text}`));
        missing = Number(length ?? 0);
        parts = [];
        rest = head.subarray(at + 4);
      }
      parts.push(rest);
      missing -= rest.length;
      if (missing > 0) return;
      const text = parts.length === 1 ? rest.toString('utf8') : Buffer.concat(parts).toString('utf8');
      const { waiting } = line;
      parts = [];
      missing = undefined;
      line.waiting = undefined;
      idle.push(line);
      waiting?.resolve({ status, text });
    });
    return line;
  }

  return {
    send(method, path, headers, body = '') {
      let line = idle.pop();
      while (line && !all.has(line)) line = idle.pop();
      const taken = line ?? open();
      let head = `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n`;
      for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
      if (body) head += `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
      return new Promise((resolve, reject) => {
        taken.waiting = { resolve, reject };
        taken.socket.write(`${head}\r\n${body}`);
      });
    },
    close() {
      for (const { socket } of all) socket.destroy();
    },
  };
}
