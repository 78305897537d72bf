# Session logging with Terraform: Central in the log account, Member in every Region of a member. README.md says what was tried.
locals {
  packages = "s3://${var.package_bucket}/${var.package_version}"
}

module "central_type" {
  source  = "./registered-type"
  name    = "Central"
  region  = var.regions[0]
  package = "${local.packages}/sessionmanager-logging-central.zip"
}

resource "aws_cloudcontrolapi_resource" "central" {
  type_name       = "SessionManager::Logging::Central"
  type_version_id = module.central_type.version_id
  # From the package: asked from AWS, it would have to be registered before the first plan.
  schema = file("${path.module}/../../central-logging-resource/sessionmanager-logging-central.json")

  desired_state = jsonencode({
    AccountPrefix  = "ENFORCED"
    ReplicaRegions = var.regions
    # Declared, though empty, it keeps the replica of a Region that members are about to leave.
    RetiredRegions = []
  })

  # Logs outlive what made them. Without this a destroy is refused as long as a log is in the bucket.
  lifecycle {
    prevent_destroy = true
  }
}

module "member_type" {
  source    = "./registered-type"
  for_each  = toset(var.regions)
  providers = { aws = aws.member }
  name      = "Member"
  region    = each.key
  package   = "${local.packages}/sessionmanager-logging-member.zip"
}

resource "aws_cloudcontrolapi_resource" "member" {
  for_each        = toset(var.regions)
  provider        = aws.member
  region          = each.key
  type_name       = "SessionManager::Logging::Member"
  type_version_id = module.member_type[each.key].version_id
  schema          = file("${path.module}/../../member-logging-resource/sessionmanager-logging-member.json")

  desired_state = jsonencode({
    DocumentName       = "SSM-SessionManagerRunShell"
    BucketName         = aws_cloudcontrolapi_resource.central.id
    AccountPrefix      = "ENFORCED"
    RoleNames          = var.instance_role_names
    OnMissingRole      = "SKIP"
    IdleSessionTimeout = 20
  })
}

output "bucket_name" {
  value = aws_cloudcontrolapi_resource.central.id
}

output "session_key_arn" {
  description = "Whoever starts sessions needs kms:GenerateDataKey on it."
  value       = jsondecode(aws_cloudcontrolapi_resource.central.properties).SessionKeyArn
}
