import { organizations } from '@placard/db';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { nameField } from '../fields.ts';
import { type Call, parseInput } from '../input.ts';
import { tenantWrite } from '../transaction.ts';

export const renameOrganizationInput = z.object({ name: nameField });
export type RenameOrganizationInput = z.input<typeof renameOrganizationInput>;

/** The organization's own name. Owners only. */
export async function renameOrganization({
  ctx,
  input,
}: Call<RenameOrganizationInput>): Promise<void> {
  const { name } = parseInput(renameOrganizationInput, input);
  await tenantWrite(ctx, 'manage', async ({ tx, organizationId, audit }) => {
    const id = organizationId as `org_${string}`;
    await tx.update(organizations).set({ name }).where(eq(organizations.id, id));
    await audit({ action: 'organization.rename', entityId: id, detail: { name } });
  });
}
