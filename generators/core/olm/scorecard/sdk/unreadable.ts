import { SAMPLES } from '../samples.ts';
import type { Subject } from '../subject.ts';
import type { Findings } from '../../validate/findings.ts';

/** Tells that there are no examples to be read. */
export const tellUnreadable = ({ document }: Subject, findings: Findings): void =>
  findings.error(
    document,
    SAMPLES,
    'this is no list of objects in JSON, each with its apiVersion and kind.',
    'Write [{"apiVersion": …, "kind": …}].',
  );
