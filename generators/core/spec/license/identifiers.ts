/** What SPDX has names for: https://spdx.org/licenses, by the packages that follow it. */
import exceptionsOfSpdx from 'spdx-exceptions/index.json' with { type: 'json' };
import formerExceptionsOfSpdx from 'spdx-exceptions/deprecated.json' with { type: 'json' };
import licensesOfSpdx from 'spdx-license-ids/index.json' with { type: 'json' };
import formerLicensesOfSpdx from 'spdx-license-ids/deprecated.json' with { type: 'json' };

export const LICENSES: readonly string[] = licensesOfSpdx;
export const EXCEPTIONS: readonly string[] = exceptionsOfSpdx;

/** Still understood; SPDX asks for others instead of them. */
export const FORMER_LICENSES: readonly string[] = formerLicensesOfSpdx;
export const FORMER_EXCEPTIONS: readonly string[] = formerExceptionsOfSpdx;

/** What to write for a license that SPDX knew once; none where that depends on what is meant. */
export const successors = (former: string): readonly string[] =>
  [`${former}-only`, `${former}-or-later`].filter((id) => LICENSES.includes(id));
