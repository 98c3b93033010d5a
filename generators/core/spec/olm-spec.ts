/** `spec.delivery.olm`, as it is written. */

export interface OlmSpec {
  readonly channels?: readonly string[];
  readonly defaultChannel?: string;
  readonly releases?: readonly ReleaseSpec[];
  readonly deprecated?: string;
  readonly deprecatedChannels?: Readonly<Record<string, string>>;
  readonly bundleImage?: string;
  readonly reviewers?: readonly string[];
  readonly catalog?: { readonly image?: string };
  readonly provider?: { readonly name: string; readonly url?: string };
  readonly maintainers?: readonly { readonly name: string; readonly email: string }[];
  readonly links?: readonly { readonly name: string; readonly url: string }[];
  readonly repository?: string;
  readonly keywords?: readonly string[];
  readonly categories?: readonly string[];
  readonly icon?: { readonly base64data: string; readonly mediatype: string };
  readonly minKubeVersion?: string;
}

export interface ReleaseSpec {
  readonly version: string;
  readonly channels: readonly string[];
  readonly replaces?: string;
  readonly skips?: readonly string[];
  readonly skipRange?: string;
  readonly createdAt?: string;
  readonly deprecated?: string;
  readonly image?: string;
}
