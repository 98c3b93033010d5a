/** Whether a reference is to one image for good: `registry.example.com/catalog@sha256:…`. A tag may be another image tomorrow. */
export const isDigest = (image: string): boolean => /@[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,}$/i.test(image);
