/**
 * What every fake service needs: state that is written at once and seen later, pages, refusals, and
 * the state as JSON. Knows no service.
 */
package org.sessionlogging.fakes.store;
