/** The `docs` folder: the reference of the operator's API. */
import { emitApiReference } from '../emit/docs/api-reference.ts';
import type { Model } from '../model/model.ts';
import type { PlannedFile } from './plan.ts';

/** None while there are no kinds. */
export const docsFiles = (model: Model): readonly PlannedFile[] =>
  model.apis.length === 0 ? [] : [{ path: 'docs/api.md', content: emitApiReference(model), owner: 'managed' }];
