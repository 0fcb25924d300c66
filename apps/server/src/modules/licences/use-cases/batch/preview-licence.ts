import { drawingToSvg } from '@miaopi/layout';
import type { StaffActor } from '../../../../kernel/actor.ts';
import type { LicencesDeps } from '../../deps.ts';
import { licencesErrors } from '../../errors.ts';
import { drawLicence } from '../../press/strokes.ts';
import { findMember } from '../../store/batch-members.ts';
import { stockLicence } from '../stock-licence.ts';
import { picturesOf } from './batch-pictures.ts';
import { itemOfBatch, ownBatch } from './own-batch.ts';

/** The paper of one checked row; its identifier's code leads nowhere yet. @throws licences.batch_missing, licences.picture_missing */
export async function previewLicence(
  deps: LicencesDeps,
  actor: StaffActor,
  batchId: string,
  row: number,
): Promise<string> {
  const { kernel } = deps;
  const batch = await ownBatch(kernel.read, actor, batchId);
  const member = await findMember(kernel.read, batchId, row);
  if (!member?.stock) throw licencesErrors.picture_missing();
  const { holderId, holder, ...rest } = member.stock;
  const item = await itemOfBatch(deps, batch);
  const { licence } = stockLicence(kernel.config.publicUrl, {
    ...rest,
    item,
    holder: { ...holder, id: holderId },
    office: { uscc: batch.office, name: batch.officeName },
    region: batch.region,
  });
  const photos = await picturesOf(kernel, batchId)(member.picture ? [member.picture] : []);
  const photo = member.picture ? photos.get(member.picture) : undefined;
  return drawingToSvg(drawLicence(item, licence, photo), 0, { outlines: true, title: batch.typeName.zh });
}
