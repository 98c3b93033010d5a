/** Where the built runtime is, in a checkout. A bundle replaces this module: there it stands beside the bundle. */
export const vendorFolder = (): URL => new URL('../../../dist/vendor/', import.meta.url);
