package org.sessionlogging.fakes.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sessionlogging.fakes.facts.AwsUnderTest.HERE;
import static org.sessionlogging.fakes.facts.AwsUnderTest.fresh;
import static org.sessionlogging.fakes.facts.AwsUnderTest.refusal;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Parameters and their tags. */
abstract class ParameterFacts {
  private static final String API =
      "https://docs.aws.amazon.com/systems-manager/latest/APIReference/";
  private static final String GUIDE =
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/";
  private static final Tag TEAM = Tag.builder().key("team").value("platform").build();

  private final SsmClient ssm;
  private final String name = "/" + fresh("facts") + "/SSM-Document/value";

  ParameterFacts(AwsUnderTest aws) {
    this.ssm = aws.ssm(HERE);
  }

  private void create(String parameterName) {
    assertThat(
            ssm.putParameter(
                it -> it.name(parameterName).type(ParameterType.STRING).value("one").tags(TEAM)))
        .isNotNull();
  }

  private void overwrite(String value) {
    ssm.putParameter(it -> it.name(name).type(ParameterType.STRING).value(value).overwrite(true));
  }

  private String value() {
    Parameter found = ssm.getParameter(it -> it.name(name)).parameter();
    assertThat(found.type()).isEqualTo(ParameterType.STRING);
    return found.value();
  }

  private List<Tag> tags() {
    return ssm.listTagsForResource(
            it -> it.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(name))
        .tagList();
  }

  private void add(Tag... tags) {
    ssm.addTagsToResource(
        it -> it.resourceType(ResourceTypeForTagging.PARAMETER).resourceId(name).tags(tags));
  }

  @Test
  @Source(API + "API_PutParameter.html, Tags")
  void newParameterBearsItsTagsFromBirth() {
    create(name);

    assertThat(value()).isEqualTo("one");
    assertThat(tags()).containsExactly(TEAM);
  }

  @Test
  @Source(API + "API_PutParameter.html, Errors: ParameterAlreadyExists")
  void nameIsTakenOnce() {
    create(name);

    assertThat(refusal(() -> create(name))).isEqualTo("ParameterAlreadyExists");
  }

  @Test
  @Source(API + "API_PutParameter.html, Overwrite")
  void valueIsOverwrittenWhereThatIsAskedForAndTagsStay() {
    create(name);

    overwrite("two");

    assertThat(value()).isEqualTo("two");
    assertThat(tags()).containsExactly(TEAM);
  }

  @Test
  @Source("https://github.com/hashicorp/terraform-provider-aws/issues/18550")
  void tagsAndOverwriteDoNotGoTogether() {
    assertThat(
            refusal(
                () ->
                    ssm.putParameter(
                        it ->
                            it.name(name)
                                .type(ParameterType.STRING)
                                .value("one")
                                .overwrite(true)
                                .tags(TEAM))))
        .isEqualTo("ValidationException");
  }

  @Test
  @Source(
      API + "API_GetParameter.html, API_DeleteParameter.html, API_ListTagsForResource.html, Errors")
  void absentParameterHasTwoCodes() {
    assertThat(refusal(this::value)).isEqualTo("ParameterNotFound");
    assertThat(refusal(() -> ssm.deleteParameter(it -> it.name(name))))
        .isEqualTo("ParameterNotFound");
    assertThat(refusal(this::tags)).isEqualTo("InvalidResourceId");
    assertThat(refusal(() -> add(TEAM))).isEqualTo("InvalidResourceId");
  }

  @Test
  @Source(GUIDE + "sysman-paramstore-su-create.html: no name begins with aws or ssm")
  void namesBeginWithNothingThatAwsReserves() {
    assertThat(refusal(() -> create(fresh("SSM-value")))).isEqualTo("ValidationException");
    assertThat(refusal(() -> create("/" + fresh("ssm") + "/value")))
        .isEqualTo("ValidationException");
  }

  @Test
  @Source(API + "API_DeleteParameter.html; API_AddTagsToResource.html")
  void tagsGoWithTheParameter() {
    create(name);
    add(Tag.builder().key("more").value("").build());

    ssm.deleteParameter(it -> it.name(name));
    create(name);

    assertThat(tags()).containsExactly(TEAM);
  }
}
