/** Quantities of Kubernetes (apimachinery's resource.ParseQuantity). */

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)`;
const SUFFIX = String.raw`(?:[KMGTPE]i|[numkMGTPE]?|[eE][+-]?\d+)`;
const QUANTITY = new RegExp(`^${NUMBER}${SUFFIX}$`);

/** Whether a text is one. */
export const isQuantity = (text: string): boolean => QUANTITY.test(text);
