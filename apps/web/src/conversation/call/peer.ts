import type { CallView } from '@miaopi/contracts';

/** ms that candidates are waited for: those of a relay that does not answer do not hold up a call that needs none. */
const gathering = 3000;

/** The line between the two browsers. It is told once what the other side is, so that ringing and answering carry all there is to tell. */
export interface Peer {
  readonly connection: RTCPeerConnection;
  readonly remote: MediaStream;
}

export function openPeer(servers: CallView['iceServers'], own: MediaStream): Peer {
  const connection = new RTCPeerConnection({ iceServers: servers.map((one) => ({ ...one, urls: [...one.urls] })) });
  const remote = new MediaStream();
  for (const track of own.getTracks()) connection.addTrack(track, own);
  connection.addEventListener('track', ({ track }) => remote.addTrack(track));
  return { connection, remote };
}

/** Own description with all its candidates. */
export async function offerOf({ connection }: Peer): Promise<string> {
  await connection.setLocalDescription(await connection.createOffer());
  return gathered(connection);
}

export async function answerTo({ connection }: Peer, offer: string): Promise<string> {
  await connection.setRemoteDescription({ type: 'offer', sdp: offer });
  await connection.setLocalDescription(await connection.createAnswer());
  return gathered(connection);
}

function gathered(connection: RTCPeerConnection): Promise<string> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      connection.removeEventListener('icegatheringstatechange', look);
      resolve(connection.localDescription?.sdp ?? '');
    };
    const look = () => {
      if (connection.iceGatheringState === 'complete') done();
    };
    const timer = setTimeout(done, gathering);
    connection.addEventListener('icegatheringstatechange', look);
    look();
  });
}
