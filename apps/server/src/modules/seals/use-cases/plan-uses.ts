import { inBoth, told } from '@miaopi/items';
import { actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { sealsErrors } from '../errors.ts';
import { findMachineSeal, findSeal } from '../store/seal-rows.ts';
import { insertPlan, type UsePlan } from '../store/use-plans.ts';
import { tellHolder } from '../tell.ts';

/** Announces uses of an office's seal that two persons have approved; its keeper is told how many and what for. @throws seals.no_seal */
export async function planUses({ read }: Kernel, ctx: CommandContext, plan: UsePlan): Promise<void> {
  const machine = await findMachineSeal(read, plan.office);
  const seal = machine && (await findSeal(read, machine.id));
  if (!seal) throw sealsErrors.no_seal({ log: `no seal in force of ${plan.office}` });
  await insertPlan(ctx.tx, { ...plan, by: actorKey(ctx.actor), now: ctx.now });
  ctx.audit({ action: 'seals.uses_planned', subject: `seal:${seal.id}`, data: { plan: plan.id, uses: plan.uses } });
  const { title: batch, uses } = plan;
  const words = { seal: inBoth(seal.name), batch: inBoth(batch), uses: inBoth(String(uses)) };
  tellHolder(ctx, seal.keeper, told('sealPlanned', words));
}
