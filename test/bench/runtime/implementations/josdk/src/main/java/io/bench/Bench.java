package io.bench;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

@Group("bench.io")
@Version("v1")
@Plural("benches")
public class Bench extends CustomResource<Bench.Spec, Bench.Status> implements Namespaced {
  public static class Spec {
    public String data = "";
    public int size;
  }

  public static class Status {
    public Long observedGeneration;
    public String hash;
    public List<Condition> conditions = List.of();
  }

  /** SHA-256 of what the spec says, in hex. */
  public static String hash(Spec spec) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(spec.data.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
