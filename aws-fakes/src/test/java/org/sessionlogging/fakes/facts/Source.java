package org.sessionlogging.fakes.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where AWS, or somebody who tried it, says so: a page, an API's reference, a thread. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Source {
  String value();
}
