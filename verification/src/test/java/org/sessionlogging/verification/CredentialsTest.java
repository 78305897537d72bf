package org.sessionlogging.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who calls, and in which Region first, as configuration files and environment say it: a process
 * for each way, and an AWS that answers nothing but who is signed in (AWS SDKs and Tools reference
 * guide, "Standardized credential providers").
 */
class CredentialsTest {
  private static final Pattern SIGNED =
      Pattern.compile("Credential=([A-Z0-9]+)/[0-9]+/([a-z0-9-]+)/sts/");
  private static final String SESSION =
      """
      <%1$sResponse><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>\
      <SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></%1$sResult></%1$sResponse>""";

  @TempDir private Path home;

  /** Each {@code access key, Region} that asked who it is. */
  private final Queue<String> callers = new ConcurrentLinkedQueue<>();

  private HttpServer aws;

  @BeforeEach
  void serve() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.setExecutor(Executors.newCachedThreadPool());
    aws.createContext("/", this::answer);
    aws.start();
    String config =
        """
        [profile keys]
        region = eu-west-3
        aws_access_key_id = AKIAKEYS
        aws_secret_access_key = s
        [profile process]
        region = eu-west-1
        credential_process = sh -c "echo '{\\"Version\\": 1, \\"AccessKeyId\\": \\"AKIAPROCESS\\", \\"SecretAccessKey\\": \\"s\\"}'"
        [profile role]
        region = eu-west-1
        role_arn = arn:aws:iam::999988887777:role/operator
        source_profile = keys
        [profile sso]
        region = eu-west-1
        sso_session = corp
        sso_account_id = 999988887777
        sso_role_name = Operator
        [sso-session corp]
        sso_region = eu-west-1
        sso_start_url = https://example.awsapps.com/start
        """;
    Files.writeString(home.resolve("config"), config);
    Files.writeString(home.resolve("token"), "web identity");
    // The cache's file is named by the SHA-1 of the session's name: `printf corp | sha1sum`.
    Path cache = Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.writeString(
        cache.resolve("ee0bfd2552fbd840c02cc48b6e823320543c450f.json"),
        """
        {"accessToken": "token", "expiresAt": "2099-01-01T00:00:00Z", "region": "eu-west-1",
         "startUrl": "https://example.awsapps.com/start"}
        """);
  }

  @AfterEach
  void close() {
    aws.stop(0);
  }

  private void answer(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (body.contains("Action=AssumeRoleWithWebIdentity")) {
      send(call, 200, SESSION.formatted("AssumeRoleWithWebIdentity", "ASIAWEB"));
    } else if (body.contains("Action=AssumeRole")) {
      send(call, 200, SESSION.formatted("AssumeRole", "ASIAROLE"));
    } else if (call.getRequestURI().getPath().equals("/federation/credentials")) {
      send(
          call,
          200,
          """
          {"roleCredentials": {"accessKeyId": "ASIASSO", "secretAccessKey": "s", "sessionToken": "t",
           "expiration": 4070908800000}}""");
    } else {
      Matcher signed = SIGNED.matcher(call.getRequestHeaders().getFirst("Authorization"));
      callers.add(signed.find() ? signed.group(1) + ", " + signed.group(2) : "nobody");
      send(
          call,
          403,
          "<ErrorResponse><Error><Code>AccessDenied</Code><Message>That will do.</Message></Error></ErrorResponse>");
    }
  }

  private static void send(HttpExchange call, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    call.sendResponseHeaders(status, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  private Process started(Map<String, String> surroundings) throws IOException {
    ProcessBuilder process =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Duser.home=" + home,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            SessionLogging.class.getName(),
            "verify",
            "--bucket",
            World.BUCKET);
    process.environment().keySet().removeIf(it -> it.startsWith("AWS_"));
    process.environment().put("HOME", home.toString());
    process.environment().put("AWS_CONFIG_FILE", home.resolve("config").toString());
    process.environment().put("AWS_SHARED_CREDENTIALS_FILE", home.resolve("none").toString());
    process.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    process.environment().put("AWS_ENDPOINT_URL", "http://localhost:" + aws.getAddress().getPort());
    process.environment().putAll(surroundings);
    return process.redirectErrorStream(true).start();
  }

  @Test
  void credentialsAreThoseOfTheSurroundings() throws IOException, InterruptedException {
    Map<String, Map<String, String>> ways = new TreeMap<>();
    ways.put("AKIAKEYS, eu-west-3", Map.of("AWS_PROFILE", "keys"));
    ways.put("AKIAPROCESS, eu-west-1", Map.of("AWS_PROFILE", "process"));
    ways.put("ASIAROLE, eu-west-1", Map.of("AWS_PROFILE", "role"));
    ways.put("ASIASSO, eu-south-2", Map.of("AWS_PROFILE", "sso", "AWS_REGION", "eu-south-2"));
    ways.put(
        "ASIAWEB, ap-south-1",
        Map.of(
            "AWS_ROLE_ARN",
            "arn:aws:iam::999988887777:role/operator",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            home.resolve("token").toString(),
            "AWS_DEFAULT_REGION",
            "ap-south-1"));
    ways.put(
        "AKIAENV, us-east-1",
        Map.of(
            "AWS_ACCESS_KEY_ID", "AKIAENV", "AWS_SECRET_ACCESS_KEY", "s", "AWS_PROFILE", "none"));
    Map<String, Process> processes = new TreeMap<>();
    for (Map.Entry<String, Map<String, String>> way : ways.entrySet()) {
      processes.put(way.getKey(), started(way.getValue()));
    }

    for (Map.Entry<String, Process> process : processes.entrySet()) {
      String said =
          new String(process.getValue().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(said).as(process.getKey()).contains("sts GetCallerIdentity failed: That will do.");
      assertThat(process.getValue().waitFor()).isEqualTo(2);
    }
    assertThat(callers).containsExactlyInAnyOrderElementsOf(ways.keySet());
  }

  @Test
  void nobodyIsAskedToSignIn() throws IOException, InterruptedException {
    Process process = started(Map.of());

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("Unable to load credentials", "Sign in to the log account");
    assertThat(process.waitFor()).isEqualTo(2);
  }
}
