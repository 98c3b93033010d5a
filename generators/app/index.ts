/** `yo k8s-operator`: the same as `k8s-operator new`. */
import { generatorFor } from '../core/command/generator.ts';

export default generatorFor('new');
