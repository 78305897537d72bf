# One type in one account and Region. Its roles belong to the account, not to a Region: ../../distribution/roles.yaml makes them before.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0, < 7.0"
    }
  }
}

variable "name" {
  description = "Central or Member."
  type        = string
}

variable "region" {
  type = string
}

variable "package" {
  description = "s3:// address of the type's package."
  type        = string
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  role = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/session-logging"
}

resource "aws_cloudwatch_log_group" "handlers" {
  region            = var.region
  name              = "/session-logging/handlers/${lower(var.name)}"
  retention_in_days = 90
}

resource "aws_cloudformation_type" "this" {
  region                 = var.region
  type                   = "RESOURCE"
  type_name              = "SessionManager::Logging::${var.name}"
  schema_handler_package = var.package
  execution_role_arn     = "${local.role}/SessionLogging${var.name}Execution"

  logging_config {
    log_group_name = aws_cloudwatch_log_group.handlers.name
    log_role_arn   = "${local.role}/SessionLoggingHandlerLogs"
  }

  # Another package is another version: it is registered, made the default below, and the one before goes.
  lifecycle {
    create_before_destroy = true
  }
}

# The first version of a type is its default, a later one is not; and the default can't be deregistered.
resource "aws_cloudcontrolapi_resource" "default" {
  region        = var.region
  type_name     = "AWS::CloudFormation::ResourceDefaultVersion"
  desired_state = jsonencode({ TypeVersionArn = aws_cloudformation_type.this.arn })
}

output "version_id" {
  description = "What is made with the type names its version, and so comes after it and goes before it."
  value       = aws_cloudformation_type.this.version_id
  depends_on  = [aws_cloudcontrolapi_resource.default]
}
