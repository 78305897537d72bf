package org.sessionlogging.verification.look;

import java.util.Optional;
import java.util.function.Supplier;
import org.sessionlogging.access.Answers;
import org.sessionlogging.aws.CallFailed;
import org.sessionlogging.domain.judgement.Answer;
import org.sessionlogging.domain.judgement.Shown;
import org.sessionlogging.domain.settings.InvalidSettings;

/**
 * Questions of somebody who only looks: what can't be asked is unknown, whether it is denied or no
 * answer comes.
 */
public final class Asking {
  private Asking() {}

  /** What is shown; an answer of a form that nobody knows shows nothing. */
  public static <T> Shown<T> shown(Supplier<Optional<T>> question) {
    try {
      return Shown.of(question.get());
    } catch (CallFailed e) {
      return Shown.unknown(Answers.said(e));
    } catch (IllegalArgumentException | InvalidSettings e) {
      return Shown.unknown(e.getMessage());
    }
  }

  /** What is answered; a denial that is about who asks says nothing of the thing. */
  public static Answer answer(Supplier<Answer> question) {
    try {
      return question.get().toAnOnlooker();
    } catch (CallFailed e) {
      return new Answer(Answer.Kind.UNKNOWN, Answers.said(e));
    }
  }
}
