import type { MethodKind } from '../../src/connectors/method.ts';

/** Names as connectors have them, marked by what the method truly does, whatever its name may suggest. */
export function namedMethods(): readonly { readonly name: string; readonly does: MethodKind }[] {
  return [
    ...reads.flatMap(lines).map((name) => ({ name, does: 'READ' as const })),
    ...writes.flatMap(lines).map((name) => ({ name, does: 'WRITE' as const })),
  ];
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const reads = [
  // A CRM of the large kind
  `List Accounts
   List Account History
   List Campaigns (Trigger)
   List Campaign Members
   List Contacts
   List Contacts by Account ID
   List Contacts Modified Since
   List New or Updated Contacts
   List Deleted Contacts
   List Custom Objects
   List Opportunity Line Items
   List Leads (Converted)
   List Users Assigned to Permission Set
   List Users in Group
   List Price Book Entries
   Get Account
   Get Account's Contacts
   Get Contact’s Activity History
   Get Contact by External ID
   Get Opportunity
   Get Organisation Limits
   Get Updated Records
   Get Deleted Records
   Get Current User
   Get Self (Internal)
   Describe Object
   Describe Global
   Describe Layouts
   Query Records
   Query All Records
   Query (SOQL)
   Search
   Search Contacts
   Search (SOSL)
   Contact Exists For Email
   Lead Exists For Email
   Account Exists?
   Does Object Exist
   Find Duplicate Leads
   Lookup Account IDs
   Count Contacts
   Count Records in Report
   Download Attachment
   Download Document’s Latest Version
   Get Report (Synchronous)`,
  // Bookkeeping
  `List Invoices
   List Unpaid Invoices
   List Bills Due Before
   List Tax Codes
   List Tax Rates
   List Pay Items
   List Pay Runs
   List Credit Notes / Refunds
   List Profit Centres
   List Journal Entries
   List Bank Transactions
   List Purchase Orders
   List Recurring Transactions
   List New Transactions
   List Vendors/Suppliers
   List Tracking Categories
   List Employees (UK)
   List Employees (AU)
   List Currencies
   List Attachments for Invoice
   Get Invoice
   Get Invoice (PDF)
   Get Invoice as PDF
   Get Estimate
   Get Company Info
   Get Customer Balance
   Get Profit and Loss Report
   Get Balance Sheet
   Get Trial Balance
   Get Aged Receivables: Detail
   Get Payment
   Get Refund Receipt
   Get Deposit
   Get Journal
   Get Pay Run
   Get Bill
   Get Check
   Get Charge
   Get Order
   Get Ship-To Address
   Get Transfer
   Find Customer by Email
   Find Customer by Name or Email
   Find Item By SKU
   Search Customers
   Search Transactions (Saved Search)
   Query Invoices
   Query Items (SuiteQL)
   Count Customers
   Download Invoice PDF
   Download Statement
   Export General Ledger
   Customer Exists
   Lookup Account Codes`,
  // A shop
  `List Products
   List Product Variants
   List Orders
   List Open Orders
   List Abandoned Checkouts
   List Draft Orders
   List Fulfillments
   List Fulfillment Orders Assigned to Location
   List Refunds for Order
   List Collections
   List Collects
   List Inventory Levels
   List Inventory
   List Price Rules
   List Discount Codes
   List Gift Cards
   List Locations
   List Shipping Zones
   List Metafields
   List Transactions (Order)
   List Countries
   List All Customers
   Get Product
   Get Product by Handle
   Get Product's Images
   Get Shop
   Get Store
   Get Order Risk
   Get Checkout
   Get Inventory Item
   Get Fulfillment
   Get Location
   Get Page
   Get Theme
   Get Asset
   Get Blog Post
   Get Transaction
   Get Discount Code
   Get Customer’s Orders
   Find Product by SKU
   Find Order by Number
   Find Customer (by Phone)
   Search Products
   Search Orders by Tag
   Count Products
   Count Orders
   Count Customers in Segment
   Check Stock Level
   Check Product Availability
   Check If Product Exists
   Download Product Image
   Export Products
   Product Exists For SKU
   Lookup Locations`,
  // A mailing tool
  `List Audiences
   List Campaigns
   List Campaign Folders
   List Members
   List Members in Segment
   List Unsubscribes
   List Bounces
   List Open Details
   List Click Reports
   List Automations
   List Templates
   List Interest Categories
   List Merge Fields
   List Stores
   List Growth History
   List Member Notes
   List Landing Pages
   List Webhooks
   List Updates
   List Imports
   List Batches
   Get Audience
   Get Campaign
   Get Campaign Content
   Get Campaign Report
   Get Member
   Get Member's Tags
   Get Member Activity
   Get Email
   Get Email Activity
   Get Segment
   Get Store
   Get Template
   Get Subscriber
   Get Subscriber Count
   Get Bounce Summary
   Get Tag
   Get Batch Status
   Get Webhook
   Search Members
   Search Campaigns
   Search Tags by Name
   Find Subscriber by Email Address
   Count Subscribers
   Member Exists
   Subscriber Exists For Email Address?
   Check Subscription Status
   Export Contacts
   Export Campaign Results
   Export Report
   Download Report
   Download Results (CSV)`,
  // Sales and marketing
  `List Companies
   List Deals
   List Deal Pipelines
   List Deal Stages
   List Engagements
   List Forms
   List Form Submissions
   List Owners
   List Properties
   List Contact Lists
   List Contacts in List
   List Recently Created Contacts
   List Recently Modified Deals
   List Associations
   List Line Items
   List Tickets
   List Tasks
   List Products (v2)
   List Meetings
   List Calls
   List Notes
   List Timeline Events
   List Timeline Event Types
   List Activity Types
   List Marketing Emails
   List Sequences
   List Workflows
   List Files
   List Countries & Regions
   Get Company
   Get Company by Domain
   Get Deal
   Get Engagement
   Get Contact
   Get Contact by Email
   Get Contact (Batch)
   Get Form
   Get Owner
   Get Pipeline
   Get Property
   Get Ticket
   Get Task
   Get Note
   Get Call
   Get Meeting
   Get File
   Get Workflow
   Get List
   Get List Membership
   Get Access Token Information
   Get Import Status
   Find Deal
   Find Contact by Phone Number
   Find Company's Contacts
   Search CRM Objects
   Search Companies
   Search Deals (Advanced)
   Describe Contact
   Describe Custom Fields
   getContact
   listCompanies
   list_deals
   GET Contact`,
  // Payments
  `List Balance Transactions
   List Charges
   List Disputes
   List Events
   List Payment Intents
   List Payment Methods
   List Payouts
   List Plans
   List Prices
   List Refunds
   List Subscriptions
   List Subscription Items
   List Transfers
   List Tokens
   List Customers' Cards
   Get Balance
   Get Balance Transaction
   Get Coupon
   Get Customer
   Get Dispute
   Get Event
   Get Payment Intent
   Get Payment Link
   Get Payout
   Get Plan
   Get Refund
   Get Subscription
   Get Upcoming Invoice
   Search Charges
   Search Payment Intents
   Count Payments
   Check Account Balance
   Check Eligibility
   Export Payouts`,
  // Help desks, projects, people, files
  `List Tickets
   List Ticket Comments
   List Ticket Fields
   List Ticket Forms
   List Ticket Audits
   List Incremental Tickets
   List Macros
   List Views
   List Views: Compact
   List Organizations
   List Organization Memberships
   List Satisfaction Ratings
   List SLA Policies
   List Suspended Tickets
   List Groups
   List Articles (Help Centre)
   List Topics
   List Requests
   List Chats
   List Agents
   List “VIP” Users
   List User’s Tickets
   List Issues
   List Issue Types
   List Commits
   List Pull Requests
   List Releases
   List Repositories
   List Sprints
   List Boards
   List Cards in Board
   List Checklists
   List Time Entries
   List Time Off Requests
   List Staff
   List Departments
   List Job Openings
   List Candidates
   List Folders
   List Files in Folder
   List Shared Links
   List Children
   List Buckets
   List Queues
   List Channels
   List Channel Messages
   Get Ticket
   Get Ticket Metrics
   Get Comment
   Get Macro
   Get User
   Get User Identity
   Get Me
   Get Issue
   Get Commit
   Get Pull Request
   Get Release
   Get Branch
   Get Board
   Get Card
   Get Item Updates
   Get Time Entry
   Get Employee
   Get Leave Balance
   Get Candidate's CV
   Get Folder
   Get File Metadata
   Get Message
   Get Thread
   Get Channel
   Get Event Type
   Get Schedule
   Get Claim
   Get Book
   Get Article
   Get Post
   Get Request
   Find User by Email
   Find Issue by Key
   Find Available Slots
   Search Tickets
   Search Users
   Search Issues (JQL)
   Search Files
   Search Messages in Channel
   Lookup User
   Lookup Groups
   Lookup Custom Field Values
   Count Tickets
   Count Tickets in View
   Check Service Status
   Check Connection
   Check User Permissions
   Check Whether User Exists
   Download File
   Download Folder as Zip
   Download Recording
   Export Tickets
   Export Users (Incremental)
   User Exists
   File Exists
   Issue Exists For Key`,
];

const writes = [
  // Plain ones
  `Create Account
   Create Contact
   Create Contact (Batch)
   Create Contact's Note
   Create Webhook - Contact Created
   Delete Webhook - Contact Created
   Create or Update Contact
   Create/Update Customer
   Update Account
   Update Contact’s Address
   Upsert Record
   Upsert Record by External ID
   Delete Contact
   Delete Attachment
   Merge Contacts
   Convert Lead
   Add Campaign Member
   Add Contact to List
   Add Tag
   Remove Contact from List
   Remove Tag (Bulk)
   Send Email
   Send Invoice
   Send Test Campaign
   Email Invoice
   Execute Apex
   Abort Job
   Submit for Approval
   Approve / Reject Request
   Set Field Value
   Run Report
   Run SuiteQL Query
   Execute Query
   Make API Call
   Custom Request
   Revoke Access Token
   Refresh Access Token
   Void Invoice
   Void Payment?
   Pay Bill
   Allocate Credit Note
   Apply Payment
   Email Statement
   Receive Payment
   Reverse Journal
   Cancel Order
   Close Order
   Open Ticket
   Fulfil Order
   Fulfill Order
   Refund Order
   Adjust Inventory Level
   Connect Inventory Level
   Set Inventory Level
   Publish Product
   Unpublish Product
   Complete Draft Order
   Capture Payment
   Confirm Payment Intent
   Charge Customer
   Charge Card
   Create Payout
   Finalize Invoice
   Mark Invoice as Uncollectible
   Subscribe Member
   Unsubscribe Member
   Archive Member
   Replicate Campaign
   Schedule Campaign
   Start Automation
   Pause Automation
   Resume RSS Campaign
   Trigger Journey Step
   Batch Operations
   Enrol Contact in Workflow
   Associate Objects
   Submit Form
   Upload File
   Import Contacts
   Start Export
   Request Export
   Log Call
   Track Event
   Identify User
   Assign Ticket
   Solve Ticket
   Escalate Ticket
   Mark Ticket as Spam
   Restore Ticket
   Redact Comment
   Suspend User
   Bulk Update Tickets
   Make Comment Private
   Reply to Conversation
   Move Card
   Copy Folder
   Share File
   Lock File
   Rename Folder
   Post Message
   Pin Message
   Invite User to Channel
   Clock In
   Clock Out
   Approve Time Off
   Book Appointment
   Reschedule Appointment
   Transition Issue
   Fork Repository
   Merge Pull Request
   Synchronise Contacts
   Generate Report
   Purge Queue
   Acknowledge Message
   Dequeue Message
   Receive Message
   Issue Gift Card
   Disable Gift Card
   Duplicate Page
   Patch Record
   Put Object
   Sign Document
   Reset Password
   Rotate Secret
   Verify Email
   Validate & Save Address`,
  // Two things in one
  `Get or Create Contact
   Get Or Create Customer
   Get/Create Contact
   Get / Create Contact
   Get-or-Create Tag
   Get, Lock and Process Job
   Get & Delete Message
   Get and Acknowledge Message
   Get and Lock Record
   Get + Book Slot
   Get/Book Slot
   getOrCreateContact
   get_or_create_user
   GetAndIncrementCounter
   Get Contact (Create if Missing)
   Get Contact, Creates When Missing
   Get Contact (created if not found)
   Get Contact, otherwise Invite
   Get Contact Creating If Absent
   Find and Update
   Find and Update Contact
   Find and Replace
   Find or Create Company
   Find, then Book Slot
   FindOrCreate Lead
   find_and_modify
   Find & Merge Duplicates
   Search and Replace
   Search Replace
   Search / Replace Text
   Search or Insert
   Lookup or Insert
   Lookup, Insert
   List and Delete Expired Sessions
   List & Acknowledge Alerts
   Query (Execute)
   Query and Delete
   Query + Export to Bucket
   Download and Archive
   Download & Delete File
   Download then Remove
   Export and Delete
   Export and Email Report
   Export & Mark as Exported
   Count and Reset
   Check Availability and Book
   Check Availability + Reserve
   Check Availability/Reserve
   Check Status or Retry
   Check If Contact Exists, Create if Not
   Describe and Deploy
   Create If Not Exists
   Add Contact If Not Exists
   Tag Contact If Exists
   Reject When Exists
   Ensure Bucket Exists
   Ensure Contact Exists For Email
   Make Sure Customer Exists
   Delete Record If It Exists
   Overwrite Where Exists`,
  // A reading verb that is a noun, or another verb, here
  `Check In
   Check Out
   Check-In Guest
   Check-in
   Check In Visitor
   Check Guest In
   Check Visitor Out
   Check Out Cart
   Check Off Task
   Check Item
   Check Checklist Item
   Check Void
   Check Print
   Check Create
   Check Verification Code
   Check Credit
   Checkout
   Checkout Branch
   CheckIn Guest
   CheckOut
   List Add
   List Clear
   List Rename
   List Merge
   List Subscribe
   List Unsubscribe
   List Email
   List Members Add
   List Member Remove
   List Member Tags Update
   List Members: Subscribe/Unsubscribe
   List Item
   List Item for Sale
   List Item as Draft
   List Items for Sale
   List Product on Channel
   List Products on Channel
   List Products to Marketplace
   List Property
   List Orders Refund
   List Members Tag
   Query Jobs Run
   Listen for Events
   Count Reset
   Count Increment
   Count Down
   Count Stock
   Counter Increment
   Query Cancel
   Query Run
   Query Schedule
   Query Kill
   Query SQL Database
   Query Database
   Query GraphQL
   Query
   Query Table
   Query (Mutation)
   Query (Raw SQL)
   Search Save
   Search Index Rebuild
   Search Subscribe
   Search Reindex
   Export Start
   Export Request
   Export Schedule
   Export Cancel
   Export Email
   Export to Google Sheets
   Export Contacts to Drive
   Export Order to Warehouse
   Export Records Into Bucket
   Export Contacts Created to Drive
   Search Contacts (Filtered) into List
   Download Request
   Download to Folder
   Download File to Drive
   Lookup Refresh
   Lookup Table Update
   Lookup Value Set
   Describe Table Alter or Create
   Getting Started
   Getaway Booking`,
  // What is asked for is made, or used up, by the scope
  `Get Lock
   Get Lease
   Get Row Lock
   Get Next Number
   Get Next Invoice Number
   Get Next Sequence Value
   Get Next Message
   Get Next Job
   Get New API Key
   Get New Number
   Get New Access Token
   Get Access Token
   Get Refresh Token
   Get Token (Password)
   Get One-Time Passcode
   Get Verification Code
   Get OTP
   Get Temporary Password
   Get Unique ID
   Get Queue Item
   Get Messages from Queue
   Get Sign-In Link
   Get Contact (PUT)
   Get Contact (Delete)
   Get Contact – Delete
   Get Contact Löschen
   Get Contact Dеlete
   Get Contact Dele\u200bte
   Get Contact Ｄｅｌｅｔｅ
   Get Contact’s Tags Cleared (Clear)
   Get Password Reset Email
   Get Record for Update
   Get Slot (Book)
   Get Slot - Book
   Find Customer: Charge
   Get Share Link`,
  // The scope has it made, done or sent
  `Get Approval
   Get Callback
   Get Contract Approved
   Get Document Signed
   Get Document Signature
   Get Email Resent
   Get Free Trial
   Get Invoice Paid
   Get New Address
   Get Nextval
   Get Order Shipped
   Get Rid of Duplicates
   Get Temporary Credentials`,
  // A deed in an aside, or behind the thing it is done to
  `Check Balance Transfer
   Check If Contact Exists Otherwise Park
   Download File from URL
   Download Image from URL
   Export Job
   Export Leads Async
   Export Schedule (Legacy)
   Find Contact Opt Out
   Find Contact, Park
   Find Customer/Ring
   Get Contact (Autocreate)
   Get Contact → Stamp
   Get Contact; Nick
   Get Customer Opt-Out
   Get Invoice: Park
   Get Unread Messages (Marks as Read)
   Search Alerts - Snooze
   Search Engine Ping`,
  // A verb of nothing
  `Get
   Get?
   Find
   Describe
   Download
   Export
   Lookup
   Exists`,
];
