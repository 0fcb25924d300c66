import { join } from 'node:path';
import type { Config } from '../../kernel/config.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Text } from '../../kernel/text.ts';
import {
  deviceSigners,
  type KeyPlace,
  type OpenToken,
  readDevices,
  tokenDevice,
  tryKey,
} from '../../modules/seals/index.ts';
import { type Finding, fail, ok, text } from './finding.ts';

/**
 * Devices of `keys/seal-devices.json`: each key signs once, and the signature is verified. One that does not lets cases wait before the sealing. So: failures.
 * @param openToken tests give a token of their own
 */
export async function checkKeyDevices(
  { dataDir }: Config,
  openToken: OpenToken = (s) => tokenDevice(s),
): Promise<Finding[]> {
  let devices: ReturnType<typeof readDevices>['devices'];
  try {
    ({ devices } = readDevices(join(dataDir, 'keys'), openToken));
  } catch (error) {
    const why = (error as Error).message;
    return [
      fail(
        text(`密码设备配置有误：${why}`, `the key devices are not described right: ${why}`),
        text('按 docs/guides/seal-devices.md 更正该文件。', 'Correct the file as docs/guides/seal-devices.md says.'),
      ),
    ];
  }
  const findings: Finding[] = [];
  for (const device of devices) {
    // each key by itself: the trouble with one says nothing of the next
    for (const [office, key] of device.keys) findings.push(await checkOne(office, { device, key }));
    await device.device.close();
  }
  return findings;
}

async function checkOne(office: string, place: KeyPlace): Promise<Finding> {
  const { device, key } = place;
  try {
    await tryKey(deviceSigners(), place);
    return ok(
      text(
        `密码设备 ${device.name} 上的密钥 ${key.key}（${office}）签名正确`,
        `the key ${key.key} on the device ${device.name} (${office}) signs`,
      ),
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const why = error.message;
    return fail(
      text(
        `密码设备 ${device.name} 上的密钥 ${key.key}（${office}）不能签名：${why}`,
        `the key ${key.key} on the device ${device.name} (${office}) does not sign: ${why}`,
      ),
      remedyOf(why, device.kind),
    );
  }
}

/** The device's own words name the trouble; here is what one does about it. */
function remedyOf(why: string, kind: 'pkcs11' | 'service'): Text {
  const [, remedy] = remedies.find(([words]) => words.test(why)) ?? [];
  return (
    remedy ??
    (kind === 'pkcs11'
      ? text(
          '检查设备是否接入、驱动库路径和令牌标签（library、token、key、sm2Mechanism）。',
          'Check that the device is plugged in, and library, token, key and sm2Mechanism.',
        )
      : text('检查服务地址、网络和 TLS 证书。', 'Check the address, the network and the TLS certificates.'))
  );
}

const remedies: readonly (readonly [RegExp, Text])[] = [
  [
    /pkcs11js/,
    text(
      '安装 PKCS#11 接口：npm install pkcs11js@2 && npm rebuild pkcs11js（需要 C++ 编译器）。',
      'Install the interface to PKCS#11: npm install pkcs11js@2 && npm rebuild pkcs11js (needs a C++ compiler).',
    ),
  ],
  [
    /PIN.*locked/i,
    text(
      'PIN 已锁定：用厂商工具以管理员身份解锁，更正 PIN 文件后重试。',
      'The PIN is locked: unlock it with the maker’s tool, correct the PIN file, and try again.',
    ),
  ],
  [
    /one try left/,
    text(
      '只剩最后一次机会，程序不再尝试：用厂商工具以正确的 PIN 登录一次，计数清零后再启动。',
      'One try is left, and the program does not take it: sign in once with the right PIN by the maker’s tool, which resets the count.',
    ),
  ],
  [/refuse[sd] the PIN/, text('更正 pinFile 指向的文件中的 PIN。', 'Correct the PIN in the file that pinFile names.')],
  [
    /sm2Mechanism/,
    text(
      '填写厂商手册中 SM2 签名机制的编号（sm2Mechanism）。',
      'Give the maker’s number of the SM2 signing mechanism as sm2Mechanism.',
    ),
  ],
  [
    /certificate is not of this key|not of this certificate|another key/,
    text(
      '密钥名称与证书申请（request）不是同一对密钥：更正 key，或重新导出证书申请。',
      'The key’s name and the certificate request are of different keys: correct key, or export the request anew.',
    ),
  ],
  [
    /unauthorised/,
    text(
      '核对 client 和共享密钥（secretFile）、令牌（bearerFile）。',
      'Compare client and the shared secret (secretFile), and the token (bearerFile).',
    ),
  ],
  [/stale/, text('两边的时钟相差过大：用 NTP 对时。', 'The clocks differ too much: set them by NTP.')],
  [
    /unknown_key/,
    text(
      '服务不认识这个密钥名称：更正 key，或请服务方授权。',
      'The service does not know this key: correct key, or have it allowed there.',
    ),
  ],
];
